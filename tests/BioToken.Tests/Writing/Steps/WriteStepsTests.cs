using System.Text;
using BioToken.Errors;
using BioToken.Npki.Identities;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Resources;
using BioToken.Tests.Fakes;
using BioToken.Writing;
using BioToken.Writing.Journal;
using BioToken.Writing.Steps;

namespace BioToken.Tests.Writing.Steps;

/// <summary>Single steps of a write, on a token that the test controls.</summary>
public sealed class WriteStepsTests : IAsyncLifetime
{
    private WriteStepsBench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await WriteStepsBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Write_creates_objects_in_order_and_keeps_their_handles()
    {
        using NewObject first = Data("first");
        using NewObject second = Data("second");

        await _bench.RunAsync(steps => steps.Write([first, second]));

        Assert.Equal("first second", _bench.Values);
        Assert.Equal(_bench.Token.Objects.Select(_bench.Token.HandleOf), new[] { first.Handle!.Value, second.Handle!.Value });
        Assert.Equal([(WriteStage.Writing, 0, 2), (WriteStage.Writing, 1, 2)], _bench.Progress.Stages);
    }

    [Fact]
    public async Task Write_that_fails_has_attempted_the_object_and_has_no_handle()
    {
        using NewObject first = Data("first");
        using NewObject second = Data("second");
        using NewObject third = Data("third");
        _bench.Token.Creating = made => made.Attributes[CKA.VALUE].AsSpan().SequenceEqual("second"u8) ? CKR.DEVICE_MEMORY : CKR.OK;

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(
            () => _bench.RunAsync(steps => steps.Write([first, second, third])));

        Assert.Equal((BioTokenError.TokenFull, CryptokiFunction.CreateObject), (e.Reason, e.Function));
        Assert.DoesNotContain(Messages.Format("ErrorTokenFullInGap"), e.Message, StringComparison.Ordinal);
        Assert.Equal((true, true, false), (first.IsAttempted, second.IsAttempted, third.IsAttempted));
        Assert.Equal((true, false, false), (first.Handle is not null, second.Handle is not null, third.Handle is not null));
    }

    [Fact]
    public async Task Write_into_a_full_token_in_a_gap_advises_to_resume()
    {
        using NewObject planned = Data("planned");
        _bench.BeginGap();
        _bench.Token.Creating = static _ => CKR.DEVICE_MEMORY;

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => _bench.RunAsync(steps =>
        {
            steps.Erase([]);
            steps.Write([planned]);
        }));

        Assert.Equal((BioTokenError.TokenFull, CKR.DEVICE_MEMORY, CryptokiFunction.CreateObject), (e.Reason, e.Result, e.Function));
        Assert.Equal(Messages.Format("ErrorTokenFullInGap"), e.Message);
    }

    [Fact]
    public async Task Write_stops_at_a_cancellation_before_the_next_object()
    {
        using NewObject first = Data("first");
        using NewObject second = Data("second");
        _bench.Progress.At = value =>
        {
            if (value.Completed == 0)
                _bench.Cancel();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.RunAsync(steps => steps.Write([first, second])));

        Assert.Single(_bench.Token.Objects);
        Assert.False(second.IsAttempted);
    }

    [Fact]
    public async Task Nothing_is_canceled_once_an_object_may_be_erased()
    {
        using NewObject planned = Data("planned");
        _bench.BeginGap();
        _bench.Cancel();

        await _bench.RunAsync(steps =>
        {
            steps.Erase([]);
            steps.Write([planned]);
            steps.Verify([planned]);
        });

        Assert.Single(_bench.Token.Objects);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_listener_that_throws_stops_a_write_unless_it_must_complete(bool isGap, bool stops)
    {
        using NewObject planned = Data("planned");
        _bench.Progress.At = static _ => throw new InvalidOperationException("listener");
        Task Write() => _bench.RunAsync(steps => steps.Write([planned]), isGap);

        if (stops)
            await Assert.ThrowsAsync<InvalidOperationException>(Write);
        else
            await Write();

        Assert.Equal(stops ? 0 : 1, _bench.Token.Objects.Count());
    }

    [Fact]
    public async Task Verify_finds_what_the_token_made_of_an_object()
    {
        using NewObject planned = Data("planned");
        _bench.Token.Creating = static made =>
        {
            made.Shown[CKA.VALUE] = "planneD"u8.ToArray();
            return CKR.OK;
        };

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => _bench.RunAsync(steps =>
        {
            steps.Write([planned]);
            steps.Verify([planned]);
        }));

        Assert.Equal(BioTokenError.WriteFailed, e.Reason);
        Assert.Equal((WriteStage.Verifying, 0, 1), _bench.Progress.Stages[^1]);
    }

    [Fact]
    public async Task VerifyKeys_needs_one_key_that_works()
    {
        using NpkiIdentity identity = TestIdentities.New();
        nuint signing = _bench.Token.Add(FakeObject.PrivateKey(identity.PrivateKey, [1]));
        nuint management = _bench.Token.Add(FakeObject.PrivateKey(identity.KeyManagementKey!, [2]));

        await _bench.RunAsync(
            steps => steps.VerifyKeys([(signing, identity.Certificate), (management, identity.KeyManagementCertificate!)]));
        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(
            () => _bench.RunAsync(steps => steps.VerifyKeys([(management, identity.KeyManagementCertificate!)])));
        await _bench.RunAsync(steps => steps.VerifyKeys([]));

        Assert.Equal(BioTokenError.WriteFailed, e.Reason);
        Assert.Equal(
            [KeyVerification.Signature, KeyVerification.Comparison, KeyVerification.Comparison],
            _bench.Progress.Values.Select(value => value.Verified).OfType<VerifiedKey>().Select(verified => verified.By));
    }

    [Fact]
    public async Task VerifyKeys_refuses_a_key_of_another_certificate()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        using NpkiIdentity other = TestIdentities.New(keyManagement: false);
        nuint key = _bench.Token.Add(FakeObject.PrivateKey(other.PrivateKey, [1]));

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(
            () => _bench.RunAsync(steps => steps.VerifyKeys([(key, identity.Certificate)])));

        Assert.Equal(BioTokenError.WriteFailed, e.Reason);
        Assert.DoesNotContain(_bench.Progress.Values, value => value.Verified is not null);
    }

    [Fact]
    public async Task Erase_goes_on_after_a_failure_and_returns_the_first()
    {
        TokenObject[] old = await _bench.AddAsync("first", "second", "third");
        _bench.BeginGap();
        int calls = 0;
        _bench.Module.Before = function => function == "C_DestroyObject" && ++calls < 3
            ? calls == 1 ? CKR.FUNCTION_FAILED : CKR.DEVICE_ERROR
            : null;
        _bench.Progress.At = static _ => throw new InvalidOperationException("listener");

        BioTokenException? failure = await _bench.RunAsync(steps => steps.Erase(old));

        Assert.Equal(CKR.FUNCTION_FAILED, failure?.Result);
        Assert.Equal("first second", _bench.Values);
        Assert.Equal([(WriteStage.Erasing, 0, 3), (WriteStage.Erasing, 1, 3), (WriteStage.Erasing, 2, 3)], _bench.Progress.Stages);
    }

    [Fact]
    public async Task Erase_finds_objects_whose_handles_change_with_every_removal()
    {
        TokenObject[] all = await _bench.AddAsync("first", "second", "third", "fourth");
        _bench.BeginGap();
        _bench.Token.RenumbersAtRemoval = true;

        Assert.Null(await _bench.RunAsync(steps => steps.Erase(all[..3])));

        Assert.Equal("fourth"u8.ToArray(), Assert.Single(_bench.Token.Objects).Attributes[CKA.VALUE]);
    }

    [Fact]
    public async Task Erase_needs_nothing_of_an_object_that_is_gone()
    {
        TokenObject[] old = await _bench.AddAsync("first", "second");
        _bench.BeginGap();
        _bench.Token.Remove(_bench.Token.Objects.First());

        Assert.Null(await _bench.RunAsync(steps => steps.Erase(old)));

        Assert.Empty(_bench.Token.Objects);
        Assert.Single(_bench.Module.Calls, call => call == "C_DestroyObject");
    }

    [Fact]
    public async Task Erase_touches_none_of_two_equal_objects_whose_handles_have_changed()
    {
        TokenObject[] all = await _bench.AddAsync("same", "same", "other");
        _bench.BeginGap();

        BioTokenException? failure = await _bench.RunAsync(steps => steps.Erase([all[0] with { Handle = all[2].Handle }]));

        Assert.Equal(BioTokenError.TokenChanged, failure?.Reason);
        Assert.Equal(3, _bench.Token.Objects.Count());
        Assert.DoesNotContain(_bench.Module.Calls, call => call == "C_DestroyObject");
    }

    [Fact]
    public async Task Remove_passes_over_what_was_not_written()
    {
        TokenObject[] all = await _bench.AddAsync("first", "second");

        await _bench.RunAsync(steps => steps.Remove([null, all[1], null]));

        Assert.Equal("first"u8.ToArray(), Assert.Single(_bench.Token.Objects).Attributes[CKA.VALUE]);
    }

    [Theory]
    [InlineData(0, TokenContents.Unchanged)]
    [InlineData(1, TokenContents.Unchanged)]
    [InlineData(2, TokenContents.Unknown)]
    public async Task Describe_reads_once_more_if_reading_fails(int failures, TokenContents expected)
    {
        WriteIntent intent = WriteStepsBench.Intent(await _bench.AddAsync("first"));
        int calls = 0;
        _bench.Module.Before = function => function == "C_FindObjectsInit" && ++calls <= failures ? CKR.FUNCTION_FAILED : null;

        TokenContents contents = await _bench.RunAsync(steps => steps.Describe(intent, written: null));

        Assert.Equal(expected, contents);
        Assert.Equal(Math.Min(failures + 1, 2), calls);
    }

    [Fact]
    public async Task Finish_logs_a_record_that_cannot_be_written()
    {
        _bench.Journal.Begin(WriteStepsBench.Intent([]));
        await _bench.RunAsync(steps => steps.Finish(JournalRecordKind.RolledBack));
        Assert.Null(_bench.Journal.Unfinished);
        _bench.Journal.Begin(WriteStepsBench.Intent([]));
        _bench.Disk.Delete(WriteStepsBench.JournalFile);

        await _bench.RunAsync(steps => steps.Finish(JournalRecordKind.RolledBack));

        Assert.NotNull(_bench.Journal.Unfinished);
        Assert.Contains(_bench.Logger.Entries, entry => entry.Text.Contains(WriteStepsBench.JournalFile, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Interrupted_names_the_stage_the_contents_and_the_cause()
    {
        InvalidOperationException cause = new("the cause");

        CertificateWriteException e = await _bench.RunAsync(steps =>
        {
            steps.Enter(WriteStage.Verifying);
            return steps.Interrupted(TokenContents.OldAndPartOfNew, cause);
        });

        Assert.Equal((WriteStage.Verifying, TokenContents.OldAndPartOfNew), (e.Stage, e.Contents));
        Assert.Same(cause, e.InnerException);
        Assert.Contains("the cause", e.Message, StringComparison.Ordinal);
    }

    private static NewObject Data(string value) => new(
        CKO.DATA, certificate: null, template => template.Add(CKA.LABEL, "label"u8).Add(CKA.VALUE, Encoding.UTF8.GetBytes(value)));
}
