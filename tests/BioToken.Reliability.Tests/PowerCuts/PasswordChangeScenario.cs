using BioToken.Npki.Errors;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;
using BioToken.Npki.Keys.Files;
using BioToken.Simulator.Issuing;
using BioToken.Storage;

namespace BioToken.Reliability.Tests.PowerCuts;

/// <summary>
/// Two password changes of a folder's two keys. After a cut and the recovery, during which the power may fail again, both keys are byte for
/// byte as before or as after the change, and the folder contains nothing else.
/// </summary>
internal sealed class PasswordChangeScenario : PowerCutScenario
{
    private const string Folder = "/home/NPKI/CA/USER/cn=person";
    private const string SignKey = "signPri.key";
    private const string KeyManagementKey = "kmPri.key";

    private static readonly string[] Passwords = ["older than the rules", "g7!kQz93@mw", "b3$vTe84#xn"];
    private static readonly Lazy<(byte[] SignKey, byte[] KeyManagementKey)> Before = new(Encrypt);

    // The two keys under each password.
    private readonly List<(byte[] SignKey, byte[] KeyManagementKey)> _versions = [];

    public override void Check(SimulatedDisk disk, int acknowledged, Random random)
    {
        if (random.Next(2) == 0)
            disk = CutRecovery(disk, random);
        Recover(disk);
        (byte[]? sign, byte[]? km) = Read(disk);
        Require(sign is not null && km is not null, "a key is lost");
        int version = _versions.FindIndex(known => known.SignKey.AsSpan().SequenceEqual(sign));
        Require(version >= 0, $"{SignKey} is not whole");
        Require(
            _versions[version].KeyManagementKey.AsSpan().SequenceEqual(km),
            $"{KeyManagementKey} has another password than {SignKey}, or is not whole");
        Require(version == acknowledged || version == acknowledged + 1, $"the keys have password {version} after {acknowledged} changes");
        string[] names = [.. disk.ListFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Require(names is [KeyManagementKey, SignKey], $"left behind: {string.Join(", ", names)}");
    }

    protected override void Prepare(SimulatedDisk disk)
    {
        disk.CreateDirectory(Folder);
        disk.Write(Path.Combine(Folder, SignKey), Before.Value.SignKey);
        disk.Write(Path.Combine(Folder, KeyManagementKey), Before.Value.KeyManagementKey);
        _versions.Add(Before.Value);
    }

    protected override void Run(SimulatedDisk disk)
    {
        for (int i = 1; i < Passwords.Length; i++)
        {
            Assert.Empty(PasswordChange.Run(new KeyFolder(disk, Folder), [SignKey, KeyManagementKey], Passwords[i - 1], Passwords[i]));
            disk.Acknowledge();
            (byte[]? sign, byte[]? km) = Read(disk);
            _versions.Add((sign!, km!));
        }
    }

    private static void Recover(SimulatedDisk disk)
    {
        KeyFolder folder = new(disk, Folder);
        using IDisposable held = folder.TryLock() ?? throw new PowerCutLossException("the lock is held");
        try
        {
            InterruptedChange.Recover(folder);
        }
        catch (NpkiException e)
        {
            throw new PowerCutLossException($"no recovery: {e.Message}");
        }
    }

    /// <summary>Recovers until the power fails again.</summary>
    private static SimulatedDisk CutRecovery(SimulatedDisk disk, Random random)
    {
        Recover(disk);
        DiskMoment moment = disk.Moments[random.Next(disk.Moments.Count)];
        return new(moment.State.After(new PowerCut(random)));
    }

    private static (byte[]? SignKey, byte[]? KeyManagementKey) Read(SimulatedDisk disk)
        => (disk.TryRead(Path.Combine(Folder, SignKey), int.MaxValue), disk.TryRead(Path.Combine(Folder, KeyManagementKey), int.MaxValue));

    private static (byte[] SignKey, byte[] KeyManagementKey) Encrypt()
    {
        using SimulatedAuthority authority = new();
        using NpkiIdentity identity = authority.Issue();
        return (EncryptedPrivateKey.Encrypt(identity.PrivateKey, Passwords[0]), EncryptedPrivateKey.Encrypt(
            identity.KeyManagementKey!, Passwords[0]));
    }
}
