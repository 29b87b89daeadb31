using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using BioToken.Authentication;
using BioToken.Npki.Identities;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki;
using BioToken.Tokens;

namespace BioToken.Simulator.Native.Tests.Clients;

// The objects on a test's token.
internal sealed partial class ClientBench
{
    private static readonly byte[] Ec = "ec"u8.ToArray();

    /// <summary>CKA_ID of the identity's signature key, in hexadecimal.</summary>
    public static string SigningId => Convert.ToHexStringLower(ClientIdentities.Business.Certificate.SubjectKeyIdentifier.Span);

    /// <summary>CKA_ID of the identity's key-management key, in hexadecimal.</summary>
    public static string KeyManagementId
        => Convert.ToHexStringLower(ClientIdentities.Business.KeyManagementCertificate!.SubjectKeyIdentifier.Span);

    /// <summary>CKA_ID of the EC key, in hexadecimal.</summary>
    public static string EcId => Convert.ToHexStringLower(Ec);

    /// <summary>Returns the URI of an object (RFC 7512).</summary>
    /// <param name="id">The object's CKA_ID in hexadecimal.</param>
    /// <param name="type">The object's kind: <c>private</c>, <c>public</c> or <c>cert</c>.</param>
    public static string Uri(string id, string type)
        => $"pkcs11:token={Label};id={string.Concat(id.Chunk(2).Select(digits => "%" + new string(digits)))};type={type}";

    /// <summary>
    /// Writes a joint certificate with its key-management pair to the token, as the library does, and <c>sign.pem</c>, <c>sign.pub</c>,
    /// <c>km.pem</c>, <c>km.pub</c> and the authority's <c>ca.pem</c> to the folder.
    /// </summary>
    public async Task WriteIdentityAsync()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        BioTokenOptions options = new() { IncludeVendorModules = false, Modules = { new SimulatedTokenModule(Simulator) } };
        await using BioTokenProvider provider = new(options);
        await using IBioToken token = await provider.OpenAsync((await provider.ListAsync(cancellation))[0], cancellation);
        using (Pin pin = Pin.FromText(UserPin))
            await token.LoginAsync(pin, cancellationToken: cancellation);
        if (token.State != BioTokenState.Authenticated)
            await token.MatchFingerprintAsync(cancellationToken: cancellation);
        NpkiIdentity identity = ClientIdentities.Business;
        await token.WriteAsync(identity, cancellationToken: cancellation);

        WriteCertificate("ca", ClientIdentities.Authority.Certificate.Der.Span);
        WriteCertificate("sign", identity.Certificate.Der.Span);
        WriteCertificate("km", identity.KeyManagementCertificate!.Der.Span);
    }

    /// <summary>
    /// Writes an EC key pair with a self-signed certificate to the token, and <c>ec.pem</c> and <c>ec.pub</c> to the folder.
    /// </summary>
    public void WriteEcKey()
    {
        (ECParameters key, byte[] certificate) = ClientIdentities.Ec;
        using SimulatedCryptoki module = LogIn(out nuint session);
        byte[] curve = [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07];
        Create(module, session, New(CKO.PRIVATE_KEY).Add(CKA.KEY_TYPE, (ulong)CKK.EC).Add(CKA.SIGN, true).Add(CKA.EC_PARAMS, curve)
            .Add(CKA.VALUE, key.D!));
        Create(module, session, New(CKO.PUBLIC_KEY).Add(CKA.KEY_TYPE, (ulong)CKK.EC).Add(CKA.VERIFY, true).Add(CKA.EC_PARAMS, curve)
            .Add(CKA.EC_POINT, [0x04, 0x41, 0x04, .. key.Q.X!, .. key.Q.Y!]));
        using X509Certificate2 parsed = X509CertificateLoader.LoadCertificate(certificate);
        AsnWriter serial = new(AsnEncodingRules.DER);
        serial.WriteInteger(parsed.SerialNumberBytes.Span);
        Create(module, session, New(CKO.CERTIFICATE).Add(CKA.CERTIFICATE_TYPE, (ulong)CKC.X_509).Add(CKA.VALUE, certificate)
            .Add(CKA.SUBJECT, parsed.SubjectName.RawData).Add(CKA.ISSUER, parsed.IssuerName.RawData).Add(
                CKA.SERIAL_NUMBER, serial.Encode()));
        WriteCertificate("ec", certificate);
    }

    /// <summary>Counts the token's objects that have the given attributes.</summary>
    public int Count(AttributeTemplate template)
    {
        using SimulatedCryptoki module = LogIn(out nuint session);
        using (template)
            Assert.Equal(CKR.OK, module.FindObjectsInit(session, template));
        Assert.Equal(CKR.OK, module.FindObjects(session, new nuint[100], out int count));
        return count;
    }

    private static AttributeTemplate New(CKO kind)
        => new AttributeTemplate(2048).Add(kind).Add(CKA.TOKEN, true).Add(CKA.ID, Ec).Add(CKA.LABEL, "ec");

    private static void Create(SimulatedCryptoki module, nuint session, AttributeTemplate template)
    {
        using (template)
            Assert.Equal(CKR.OK, module.CreateObject(session, template, out _));
    }

    private SimulatedCryptoki LogIn(out nuint session)
    {
        SimulatedCryptoki module = Simulator.CreateCryptoki();
        Assert.Equal(CKR.OK, module.Initialize());
        Assert.Equal(CKR.OK, module.OpenSession((nuint)Token.Slot, SessionFlags.ReadWrite, out session));
        Assert.Equal(CKR.OK, module.Login(session, CKU.USER, Encoding.ASCII.GetBytes(UserPin)));
        return module;
    }

    private void WriteCertificate(string name, ReadOnlySpan<byte> der)
    {
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(der);
        Write(name + ".pem", Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()));
        string publicKey = PemEncoding.WriteString("PUBLIC KEY", certificate.PublicKey.ExportSubjectPublicKeyInfo());
        Write(name + ".pub", Encoding.ASCII.GetBytes(publicKey));
    }
}
