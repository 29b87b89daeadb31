using BioToken.Modules;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using Moq;

namespace BioToken.Tests.Modules;

public sealed class ActiveOperationsTests : IDisposable
{
    private const nuint Session = 3;
    private const nuint Key = 4;

    private static readonly Mechanism Mechanism = new(CKM.RSA_PKCS);

    private readonly Mock<ICryptoki> _module = new();
    private readonly OneStepCalls _calls;

    public ActiveOperationsTests() => _calls = new OneStepCalls(_module.Object);

    public void Dispose() => _calls.Dispose();

    [Theory]
    [InlineData(CKR.OK)]
    [InlineData(CKR.DEVICE_ERROR)]
    public void An_operation_that_was_not_left_active_is_started_once(CKR answer)
    {
        using AttributeTemplate template = new();
        _module.Setup(m => m.FindObjectsInit(Session, template)).Returns(answer);
        _module.Setup(m => m.SignInit(Session, Mechanism, Key)).Returns(answer);
        _module.Setup(m => m.DecryptInit(Session, Mechanism, Key)).Returns(answer);

        Assert.Equal(answer, ActiveOperations.FindInit(_calls, Session, template));
        Assert.Equal(answer, ActiveOperations.SignInit(_calls, Session, Mechanism, Key));
        Assert.Equal(answer, ActiveOperations.DecryptInit(_calls, Session, Mechanism, Key));

        Assert.Equal("FindObjectsInit SignInit DecryptInit", Calls());
        Assert.Equal((0, 0), (_calls.Signatures, _calls.Decryptions));
    }

    [Fact]
    public void FindInit_ends_the_search_that_was_left_active()
    {
        using AttributeTemplate template = new();
        _module.SetupSequence(m => m.FindObjectsInit(Session, template)).Returns(CKR.OPERATION_ACTIVE).Returns(CKR.OK);

        Assert.Equal(CKR.OK, ActiveOperations.FindInit(_calls, Session, template));

        Assert.Equal("FindObjectsInit FindObjectsFinal FindObjectsInit", Calls());
    }

    [Fact]
    public void SignInit_cancels_the_signature_that_was_left_active()
    {
        _module.SetupSequence(m => m.SignInit(Session, Mechanism, Key)).Returns(CKR.OPERATION_ACTIVE).Returns(CKR.OK);

        Assert.Equal(CKR.OK, ActiveOperations.SignInit(_calls, Session, Mechanism, Key));

        Assert.Equal("SignInit SignCancel SignInit", Calls());
        Assert.Equal((0, 0), (_calls.Signatures, _calls.Decryptions));
    }

    [Fact]
    public void SignInit_signs_to_end_the_signature_that_a_module_cannot_cancel()
    {
        _module.SetupSequence(m => m.SignInit(Session, Mechanism, Key))
            .Returns(CKR.OPERATION_ACTIVE).Returns(CKR.OPERATION_ACTIVE).Returns(CKR.FUNCTION_FAILED);
        _module.Setup(m => m.SignCancel(Session)).Returns(CKR.FUNCTION_NOT_SUPPORTED);

        Assert.Equal(CKR.FUNCTION_FAILED, ActiveOperations.SignInit(_calls, Session, Mechanism, Key));

        Assert.Equal("SignInit SignCancel SignInit SignInit", Calls());
        Assert.Equal((1, 0), (_calls.Signatures, _calls.Decryptions));
    }

    [Fact]
    public void DecryptInit_decrypts_to_end_the_decryption_that_was_left_active()
    {
        _module.SetupSequence(m => m.DecryptInit(Session, Mechanism, Key)).Returns(CKR.OPERATION_ACTIVE).Returns(CKR.OK);

        Assert.Equal(CKR.OK, ActiveOperations.DecryptInit(_calls, Session, Mechanism, Key));

        Assert.Equal("DecryptInit DecryptInit", Calls());
        Assert.Equal((0, 1), (_calls.Signatures, _calls.Decryptions));
    }

    [Theory]
    [InlineData(CKR.OK, false)]
    [InlineData(CKR.OPERATION_NOT_INITIALIZED, false)]
    [InlineData(CKR.FUNCTION_NOT_SUPPORTED, true)]
    [InlineData(CKR.ARGUMENTS_BAD, true)]
    public void End_signs_only_if_the_module_cannot_cancel(CKR cancel, bool signs)
    {
        _module.Setup(m => m.SignCancel(Session)).Returns(cancel);

        ActiveOperations.End(_calls, Session);

        Assert.Equal("FindObjectsFinal SignCancel", Calls());
        Assert.Equal((signs ? 1 : 0, 0), (_calls.Signatures, _calls.Decryptions));
    }

    private string Calls() => string.Join(' ', _module.Invocations.Select(static call => call.Method.Name));

    /// <summary>Counts the calls that take spans, which Moq cannot; passes on the others.</summary>
    private sealed class OneStepCalls(ICryptoki inner) : DelegatingCryptoki(inner)
    {
        public int Signatures { get; private set; }

        public int Decryptions { get; private set; }

        public override CKR Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
        {
            Assert.Equal(Session, session);
            Signatures++;
            written = signature.Length;
            return CKR.OK;
        }

        public override CKR Decrypt(nuint session, ReadOnlySpan<byte> encrypted, Span<byte> data, out int written)
        {
            Assert.Equal(Session, session);
            Decryptions++;
            written = data.Length;
            return CKR.OK;
        }
    }
}
