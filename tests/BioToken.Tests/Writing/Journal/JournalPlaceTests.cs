using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;
using BioToken.Tests.Writing.Resuming;
using BioToken.Writing.Journal;

namespace BioToken.Tests.Writing.Journal;

/// <summary>The location of the journal, and obstacles at that location.</summary>
public sealed class JournalPlaceTests : IAsyncLifetime
{
    private readonly JournalBench _bench = new();
    private readonly NpkiIdentity _identity = TestIdentities.New(keyManagement: false);
    private readonly NpkiIdentity _renewed = TestIdentities.New(keyManagement: false);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _bench.AddToken();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        _identity.Dispose();
        _renewed.Dispose();
    }

    [Fact]
    public async Task Folder_of_another_user_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only root gives a directory away.");
        ExternalProgram.RunText("chown", "65534", _bench.JournalDirectory);
        await using IBioToken token = await _bench.OpenAsync();

        BioTokenException e = await AssertUnusableAsync(() => token.WriteAsync(_identity, cancellationToken: Token));
        Assert.Contains("belongs to another user", e.Message, StringComparison.Ordinal);
        await AssertUnusableAsync(() => token.Recovery.GetInterruptedWriteAsync(Token));
        await AssertUnusableAsync(() => _bench.Provider.ListInterruptedWritesAsync(Token));
        await AssertUnusableAsync(() => _bench.Provider.CheckJournalAsync(Token));
        Assert.Empty(await token.GetIdentitiesAsync(Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".new")]
    [InlineData(".lock")]
    public async Task Link_in_the_place_of_a_file_is_not_followed(string suffix)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links take a right on Windows.");
        await using IBioToken token = await _bench.OpenAsync();
        await token.WriteAsync(_identity, cancellationToken: Token);
        string path = suffix == ".lock" ? Path.ChangeExtension(_bench.JournalFile, suffix) : _bench.JournalFile + suffix;
        using TemporaryFolder elsewhere = new();
        elsewhere.Write("target", [1, 2, 3]);
        File.Delete(path);
        File.CreateSymbolicLink(path, elsewhere["target"]);

        BioTokenException e = await AssertUnusableAsync(() => token.WriteAsync(_renewed, cancellationToken: Token));

        Assert.Contains($"{path} is a symbolic link", e.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(elsewhere["target"], Token));
        Assert.Single(await token.GetIdentitiesAsync(Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Link_in_the_place_of_the_folder_of_certificates_is_not_followed(bool isOfOneToken)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Links within a folder are looked for on Linux.");
        await using IBioToken token = await _bench.OpenAsync();
        TokenIdentity old = await token.WriteAsync(_identity, cancellationToken: Token);
        using TemporaryFolder elsewhere = new();
        string folder = Path.Combine(_bench.JournalDirectory, "certificates");
        if (isOfOneToken)
        {
            Directory.CreateDirectory(folder);
            folder = Path.Combine(folder, Path.GetFileNameWithoutExtension(_bench.JournalFile));
        }

        Directory.CreateSymbolicLink(folder, elsewhere.Path);

        await AssertUnusableAsync(() => token.ReplaceAsync(old, _renewed, cancellationToken: Token));

        Assert.Empty(elsewhere.Names());
        Assert.Equal(_identity.Certificate.SerialNumber, Assert.Single(await token.GetIdentitiesAsync(Token)).SerialNumber);
    }

    [Fact]
    public async Task Certificate_with_a_serial_number_of_150_bytes_is_kept_and_replaced()
    {
        byte[] serial = [1, .. Enumerable.Repeat((byte)0xAB, 149)];
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=long", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        X509SignatureGenerator signer = X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 made = request.Create(request.SubjectName, signer, now.AddDays(-1), now.AddDays(1), serial);
        using NpkiIdentity identity = NpkiIdentity.Create(
            NpkiCertificate.Parse(made.RawData), NpkiPrivateKey.Parse(key.ExportPkcs8PrivateKey()));
        await using IBioToken token = await _bench.OpenAsync();

        TokenIdentity old = await token.WriteAsync(identity, cancellationToken: Token);
        await token.ReplaceAsync(old, _renewed, cancellationToken: Token);

        Assert.Equal(300, old.SerialNumber.Length);
        string kept = Assert.Single(Directory.EnumerateFiles(_bench.JournalDirectory, "*.der", SearchOption.AllDirectories));
        Assert.Equal(made.RawData, await File.ReadAllBytesAsync(kept, Token));
    }

    [Fact]
    public async Task Without_a_folder_reading_and_planning_work_and_writing_names_the_option()
    {
        _bench.HasJournal = false;
        await using IBioToken token = await _bench.OpenAsync();

        Assert.Empty(await token.GetIdentitiesAsync(Token));
        Assert.Null(await token.Recovery.GetInterruptedWriteAsync(Token));
        Assert.Empty(await _bench.Provider.ListInterruptedWritesAsync(Token));
        Assert.True((await token.PlanWriteAsync(_identity, cancellationToken: Token)).IsPossible);
        BioTokenException e = await AssertUnusableAsync(() => token.WriteAsync(_identity, cancellationToken: Token));

        Assert.Contains("BioTokenOptions.JournalDirectory", e.Message, StringComparison.Ordinal);
        Assert.Empty(await token.GetIdentitiesAsync(Token));
    }

    [Theory]
    [InlineData("/", null, "")]
    [InlineData("", null, "")]
    [InlineData("relative", null, "")]
    [InlineData("/no/such/home", null, "")]
    [InlineData("/no/such/home", "relative", "")]
    [InlineData("/no/such/home", "/state", "/state/biotoken")]
    [InlineData("/tmp", null, "/tmp/.local/state/biotoken")]
    public void Default_folder_is_empty_for_an_account_without_a_home(string home, string? state, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The paths are those of Unix.");
        Assert.Equal(expected, WriteJournal.DefaultIn(home, [".local", "state"], state));
    }

    [Fact]
    public async Task CheckJournal_makes_the_folder_and_leaves_nothing_in_it()
    {
        await using IBioToken token = await _bench.OpenAsync();
        Directory.Delete(_bench.JournalDirectory, recursive: true);
        await _bench.Provider.CheckJournalAsync(Token);

        Assert.Empty(Directory.EnumerateFileSystemEntries(_bench.JournalDirectory));
    }

    private static async Task<BioTokenException> AssertUnusableAsync(Func<Task> refused)
    {
        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(refused);
        Assert.Equal(BioTokenError.JournalUnusable, e.Reason);
        return e;
    }
}
