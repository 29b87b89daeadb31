using System.Formats.Asn1;
using System.Text;
using BioToken.Cli.Errors;

namespace BioToken.Cli.Tests;

/// <summary>Failures of files, folders and passwords. All are detected before the token is accessed.</summary>
internal static class FileFailures
{
    // seedCBCWithSHA1 as it is encoded in a key file.
    private static readonly byte[] Algorithm = Convert.FromHexString("06082A831A8C9A44010F");

    public static IEnumerable<FailureCase> All =>
    [
        new("folder not found", ExitCode.FileNotFound, "no folder", "폴더", place => Copy(place, place.PathOf("nowhere"))),
        new("password file not found", ExitCode.FileNotFound, "no file", "파일이 없습니다", place => WithPassword(place, place.PathOf("nowhere"))),
        new(
            "password file is a folder",
            ExitCode.FileUnreadable,
            "cannot be read",
            "읽을 수 없습니다",
            place => WithPassword(place, place.PathOf(""))),
        new(
            "certificate damaged",
            ExitCode.FileMalformed,
            "not a valid",
            "",
            place => Copy(place, Damage(place, "signCert.der", bytes => bytes[..200]))),
        new(
            "certificate too large",
            ExitCode.FileTooLarge,
            "larger than",
            "",
            place => Copy(place, Damage(place, "signCert.der", _ => new byte[70_000]))),
        new("key algorithm unknown", ExitCode.UnknownAlgorithm, "not supported", "지원하지",
            place => Copy(place, Damage(place, "signPri.key", bytes => WithAlgorithm(bytes, 0x0A)))),
        new("iterations beyond the limits", ExitCode.ParameterOutOfRange, "only", "",
            place => Copy(place, Damage(place, "signPri.key", bytes => WithIterations(bytes, 3_000_000)))),
        new(
            "wrong password",
            ExitCode.PasswordIncorrect,
            "password is wrong",
            "인증서 비밀번호가 올바르지 않",
            place => WithPassword(place, place.Write("wrong", "wrong"))),
        new(
            "certificate that cannot sign",
            ExitCode.CertificateRole,
            "cannot sign",
            "전자서명용 인증서가 아닙니다",
            place => Copy(place, KeyManagementOnly(place))),
        new("key without encryption", ExitCode.KeyNotEncrypted, "not encrypted", "암호화되어 있지 않", place => Copy(place, Unencrypted(place))),
        new("PKCS#12 file for a folder", ExitCode.FileOtherKind, "PKCS#12", "PKCS#12", place => Copy(place, place.Write("cert.pfx", "0"))),
        new("key of another certificate", ExitCode.KeyMismatch, "does not belong", "", place => Copy(place, Swap(place))),
        new(
            "certificate expired",
            ExitCode.CertificateExpired,
            "--allow-expired",
            "만료",
            place => Copy(place, place.WriteFolder(TestIdentities.Expired))),
        new(
            "certificate not yet valid",
            ExitCode.CertificateNotYetValid,
            "not valid before",
            "부터 유효",
            place => Copy(place, place.WriteFolder(TestIdentities.NotYetValid))),
        new(
            "new password too weak",
            ExitCode.PasswordRejected,
            "10",
            "10",
            place => ["password", "check", "--password-file", place.Write("weak", "weak")]),
        new("password not UTF-8", ExitCode.FileMalformed, "UTF-8", "UTF-8", place => WithPassword(place, Latin(place))),
        new(
            "password file too large",
            ExitCode.FileTooLarge,
            "longer than",
            "보다 길어서",
            place => WithPassword(place, place.Write("long", new string('x', 9000)))),
        new("identity number malformed", ExitCode.FileMalformed, "10 digits (business) or 13", "13자리(주민등록번호)", place =>
            ["npki", "show", place.WriteFolder(TestIdentities.Current), "--password-file", place.PasswordFile,
                "--identity-number-file", place.Write("n", "12")]),
        new(
            "file to sign not found",
            ExitCode.FileNotFound,
            "no file",
            "파일이 없습니다",
            place => Sign(place, place.PathOf("nowhere"), place.PathOf("s"))),
        new(
            "signature cannot be written",
            ExitCode.FileNotWritten,
            "cannot be written",
            "쓸 수 없습니다",
            place => Sign(place, place.PinFile, place.PathOf("no/s"))),
    ];

    private static string[] Copy(Workplace place, string folder)
    {
        place.CreateToken();
        // A wrong PIN: if it were sent, the token would count it.
        return ["copy", folder, "--password-file", place.PasswordFile, "--simulator", place.Simulator,
            "--pin-file", place.Write("wrong-pin", "99999999"), "--yes"];
    }

    private static string[] WithPassword(Workplace place, string passwordFile)
    {
        string[] arguments = Copy(place, place.WriteFolder(TestIdentities.Current));
        arguments[3] = passwordFile;
        return arguments;
    }

    private static string[] Sign(Workplace place, string file, string signature)
    {
        place.CreateToken();
        return ["sign", file, "--out", signature, "--simulator", place.Simulator, "--pin-file", place.Write("wrong-pin", "99999999")];
    }

    private static string Damage(Workplace place, string file, Func<byte[], byte[]> change)
    {
        string folder = place.WriteFolder(TestIdentities.Current);
        string path = Path.Combine(folder, file);
        File.WriteAllBytes(path, change(File.ReadAllBytes(path)));
        return folder;
    }

    private static string Unencrypted(Workplace place)
    {
        string folder = place.WriteFolder(TestIdentities.Other);
        File.WriteAllBytes(Path.Combine(folder, "signPri.key"), TestIdentities.Other.PrivateKey.Pkcs8);
        return folder;
    }

    private static string KeyManagementOnly(Workplace place)
    {
        string folder = place.WriteFolder(TestIdentities.Current);
        File.Move(Path.Combine(folder, "kmCert.der"), Path.Combine(folder, "signCert.der"), overwrite: true);
        File.Move(Path.Combine(folder, "kmPri.key"), Path.Combine(folder, "signPri.key"), overwrite: true);
        return folder;
    }

    private static string Swap(Workplace place)
    {
        string folder = place.WriteFolder(TestIdentities.Current);
        File.Copy(
            Path.Combine(place.WriteFolder(TestIdentities.Other), "signPri.key"), Path.Combine(folder, "signPri.key"), overwrite: true);
        return folder;
    }

    private static string Latin(Workplace place)
    {
        File.WriteAllBytes(place.PathOf("latin"), Encoding.Latin1.GetBytes("caf\u00E9"));
        return place.PathOf("latin");
    }

    private static byte[] WithAlgorithm(byte[] key, byte last)
    {
        int at = key.AsSpan().IndexOf(Algorithm);
        Assert.True(at >= 0, "The key file does not have the algorithm that the test wants to change.");
        key[at + Algorithm.Length - 1] = last;
        return key;
    }

    private static byte[] WithIterations(byte[] key, int iterations)
    {
        AsnReader reader = new AsnReader(key, AsnEncodingRules.DER).ReadSequence();
        AsnReader algorithm = reader.ReadSequence();
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(algorithm.ReadObjectIdentifier());
                using (writer.PushSequence())
                {
                    writer.WriteOctetString(algorithm.ReadSequence().ReadOctetString());
                    writer.WriteInteger(iterations);
                }
            }

            writer.WriteOctetString(reader.ReadOctetString());
        }

        return writer.Encode();
    }
}
