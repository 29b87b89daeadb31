using BioToken.Identities;
using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Resources;
using BioToken.Tests.Writing.Steps;

namespace BioToken.Tests.Identities;

public sealed class CertificateReadingTests
{
    [Fact]
    public void ListUnreadable_says_why()
    {
        TokenObject broken = SeenObject.Of(CKO.CERTIFICATE, id: 1, "no certificate"u8.ToArray());
        TokenObject large = SeenObject.Of(CKO.DATA, id: 2, [1]) with { Failure = CKR.BUFFER_TOO_SMALL };
        TokenObject failing = SeenObject.Of(CKO.DATA, id: 3, [1]) with { Failure = CKR.DEVICE_ERROR };
        string problem = Assert.Throws<NpkiException>(() => NpkiCertificate.Parse("no certificate"u8.ToArray())).Message;

        IReadOnlyList<UnreadableObject> listed = CertificateReading.ListUnreadable([broken, large, failing, SeenObject.Of(CKO.DATA, 4, [1])]);

        string[] messages =
        [
            Messages.Format("UnreadableNotACertificate", problem),
            Messages.Format("UnreadableTooLarge", 64),
            Messages.Format("UnreadableModuleError", "CKR_DEVICE_ERROR"),
        ];
        Assert.Equal(messages, listed.Select(one => one.Message).ToArray());
        Assert.Equal(
            [UnreadableReason.NotACertificate, UnreadableReason.TooLarge, UnreadableReason.ModuleError], listed.Select(one => one.Reason));
    }
}
