using BioToken.Npki.Identities;
using BioToken.Simulator.Issuing;

namespace BioToken.Reliability.Tests.Faults;

/// <summary>
/// Certificates for all runs, created once: a business's expiring certificate and its renewal, each in a separate folder, and an agent's
/// certificate.
/// </summary>
internal static class TestIdentities
{
    private const string Password = "Reliability!1";

    private static readonly SimulatedAuthority Authority = new();
    private static readonly TemporaryFolder Folder = MakeFolder();

    public static NpkiIdentity Expiring { get; } = InFolder("주식회사 시험", keyManagement: true);

    public static NpkiIdentity Renewed { get; } = InFolder("주식회사 시험", keyManagement: true);

    /// <summary>The agent's identity, which must not change.</summary>
    public static NpkiIdentity Agent { get; } = InFolder("홍길동", keyManagement: false);

    /// <summary>The identity of a person who is unrelated to the others.</summary>
    public static NpkiIdentity Another { get; } = InFolder("이순신", keyManagement: false);

    private static NpkiIdentity InFolder(string name, bool keyManagement)
    {
        using NpkiIdentity issued = Authority.Issue(
            new SimulatedIdentityOptions { CommonName = name, HasKeyManagementPair = keyManagement });
        return NpkiIdentity.Open(NpkiFolder.Write(Folder[Guid.NewGuid().ToString("N")], issued, Password), Password);
    }

    private static TemporaryFolder MakeFolder()
    {
        TemporaryFolder folder = TemporaryFolder.InMemory();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder;
    }
}
