using BioToken.Cli.Errors;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Secrets;
using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;
using BioToken.Npki.Identities;
using BioToken.Writing;

namespace BioToken.Cli.Tokens;

/// <summary>The source folder of an interrupted write.</summary>
internal static class SourceFolder
{
    /// <summary>Whether the certificate to write is still in its folder.</summary>
    public static bool IsThere(InterruptedWrite unfinished)
    {
        try
        {
            return unfinished.SourceFolder is { } folder && unfinished.IsSource(NpkiFolder.Read(folder).Certificate);
        }
        catch (NpkiException)
        {
            return false;
        }
    }

    /// <summary>Opens the certificate that closes a gap, from its folder or from another one.</summary>
    public static async Task<NpkiIdentity> OpenAsync(
        InterruptedWrite unfinished, string? from, SecretReader secrets, SecretSource password, CancellationToken cancellationToken)
    {
        string path = from ?? unfinished.SourceFolder ?? throw CliException.Of(ExitCode.FileNotFound, "SourceUnknown");
        if (from is null && !Directory.Exists(path))
            throw CliException.Of(ExitCode.FileNotFound, "SourceGone", Printable.Of(path));
        NpkiFolder folder = Read(unfinished, path);
        return await secrets.OpenAsync(password, typed => NpkiIdentity.Open(folder, typed.Text), cancellationToken);
    }

    /// <summary>
    /// Reads a specified folder before a password, PIN or finger is requested: it must contain the certificate that was being written.
    /// </summary>
    public static NpkiFolder Read(InterruptedWrite unfinished, string path)
    {
        NpkiFolder folder = NpkiFolder.Read(path);
        if (folder.Problem is { } problem)
            throw problem;
        NpkiCertificate found = folder.Certificate;
        if (unfinished.IsSource(found))
            return folder;
        throw found.SerialNumber != unfinished.NewSerialNumber
            ? CliException.Of(ExitCode.SourceMismatch, "SourceMismatch", Printable.Of(path), found.SerialNumber, unfinished.NewSerialNumber)
            : CliException.Of(
                ExitCode.SourceMismatch,
                "SourceMismatchInSpiteOfSerial",
                Printable.Of(path),
                found.SerialNumber,
                Printable.Of(found.Issuer));
    }
}
