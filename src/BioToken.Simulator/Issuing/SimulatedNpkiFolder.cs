using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;

namespace BioToken.Simulator.Issuing;

/// <summary>Writes certificate folders in the variety that the field has.</summary>
public static class SimulatedNpkiFolder
{
    private const int Iterations = 2048;

    private static readonly string[] FileNames = ["signCert.der", "signPri.key", "kmCert.der", "kmPri.key"];

    /// <summary>Writes an identity to a new folder <c>root/CA/USER/name</c>.</summary>
    /// <param name="root">The NPKI folder; made if it does not exist.</param>
    /// <param name="identity">The identity. It stays open.</param>
    /// <param name="password">The certificate password, any.</param>
    /// <param name="fileNames">How the files are named.</param>
    /// <param name="encryption">How the keys are encrypted.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="Npki.Errors.NpkiException">The folder exists already, or cannot be written.</exception>
    public static NpkiFolder Write(
        string root,
        NpkiIdentity identity,
        ReadOnlySpan<char> password,
        SimulatedFileNames fileNames = SimulatedFileNames.LowerCamel,
        SimulatedKeyEncryption encryption = SimulatedKeyEncryption.SeedCbcWithSha1)
    {
        ArgumentNullException.ThrowIfNull(identity);
        if (!Enum.IsDefined(fileNames))
            throw new ArgumentOutOfRangeException(nameof(fileNames), fileNames, message: null);
        if (!Enum.IsDefined(encryption))
            throw new ArgumentOutOfRangeException(nameof(encryption), encryption, message: null);
        NpkiFolder folder = NpkiFolder.Write(root, identity, password);
        if (encryption == SimulatedKeyEncryption.Pbes2Aes256)
        {
            ReplaceKey(Path.Combine(folder.Path, "signPri.key"), identity.PrivateKey, password);
            if (identity.KeyManagementKey is { } key)
                ReplaceKey(Path.Combine(folder.Path, "kmPri.key"), key, password);
        }

        if (fileNames == SimulatedFileNames.UpperCamel)
            RenameFiles(folder.Path);
        return NpkiFolder.Read(folder.Path);
    }

    private static void ReplaceKey(string path, NpkiPrivateKey key, ReadOnlySpan<char> password)
    {
        byte[] pkcs8 = GC.AllocateUninitializedArray<byte>(key.Pkcs8.Length, pinned: true);
        try
        {
            key.Pkcs8.CopyTo(pkcs8);
            PbeParameters parameters = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Iterations);
            Pkcs8PrivateKeyInfo info = Pkcs8PrivateKeyInfo.Decode(pkcs8, out _, skipCopy: true);
            File.WriteAllBytes(path, info.Encrypt(password, parameters));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    private static void RenameFiles(string folder)
    {
        foreach (string name in FileNames)
        {
            string path = Path.Combine(folder, name);
            if (File.Exists(path))
                File.Move(path, Path.Combine(folder, char.ToUpperInvariant(name[0]) + name[1..]));
        }
    }
}
