using System.Globalization;
using BioToken.Npki.Formats;
using BioToken.Npki.Passwords;
using BioToken.Npki.Resources;
using BioToken.Storage;

namespace BioToken.Npki.Errors;

public sealed partial class NpkiException
{
    internal static NpkiException NotFound(string path, Exception? inner = null)
        => new(NpkiFailure.NotFound, Messages.Format(nameof(NotFound), path), inner) { Path = path };

    internal static NpkiException ReadFailed(string path, Exception inner)
        => new(NpkiFailure.ReadFailed, Messages.Format(nameof(ReadFailed), path, DiskProblem.Describe(inner)), inner) { Path = path };

    internal static NpkiException TooLarge(int limitInBytes)
        => new(NpkiFailure.TooLarge, Messages.Format(nameof(TooLarge), limitInBytes / 1024));

    // Structures and parameters keep their names of the standards: they are not translated.
    internal static NpkiException Malformed(string what, Exception? inner = null)
        => new(NpkiFailure.Malformed, Messages.Format(nameof(Malformed), what), inner);

    internal static NpkiException ParameterOutOfRange(string what, object value, string limits)
        => new(NpkiFailure.ParameterOutOfRange, Messages.Format(nameof(ParameterOutOfRange), what, value, limits));

    internal static NpkiException UnsupportedAlgorithm(string oid)
    {
        string? kisaName = KisaArc.NameOf(oid);
        string message = kisaName is null
            ? Messages.Format(nameof(UnsupportedAlgorithm), oid)
            : Messages.Format("UnsupportedKisaAlgorithm", oid, kisaName);
        return new(NpkiFailure.UnsupportedAlgorithm, message) { Algorithm = oid };
    }

    internal static NpkiException UnsupportedKey(string oid)
        => new(NpkiFailure.UnsupportedAlgorithm, Messages.Format(nameof(UnsupportedKey), Oids.NameOfKey(oid))) { Algorithm = oid };

    internal static NpkiException TraditionalEncryption()
        => new(NpkiFailure.UnsupportedAlgorithm, Messages.Get(nameof(TraditionalEncryption)));

    internal static NpkiException NotEncrypted() => new(NpkiFailure.NotEncrypted, Messages.Get(nameof(NotEncrypted)));

    internal static NpkiException PasswordIncorrect(Exception? inner = null)
        => new(NpkiFailure.PasswordIncorrect, Messages.Get(nameof(PasswordIncorrect)), inner);

    internal static NpkiException OtherKeyPassword(string opened, string failed, NpkiException inner) => new(
        NpkiFailure.PasswordIncorrect,
        Messages.Format(nameof(OtherKeyPassword), System.IO.Path.GetFileName(opened), System.IO.Path.GetFileName(failed)),
        inner) { Path = failed };

    internal static NpkiException PasswordRejected(IReadOnlyList<PasswordViolation> rules)
    {
        string broken = string.Join(' ', rules.Select(rule => PasswordPolicy.Describe(rule)));
        return new(NpkiFailure.PasswordRejected, Messages.Format(nameof(PasswordRejected), broken)) { Violations = rules };
    }

    internal static NpkiException KeyMismatch() => new(NpkiFailure.KeyMismatch, Messages.Get(nameof(KeyMismatch)));

    internal static NpkiException WriteFailed(string folder, Exception inner)
        => new(NpkiFailure.WriteFailed, Messages.Format(nameof(WriteFailed), DiskProblem.Describe(inner), folder), inner) { Path = folder };

    internal static NpkiException ChangeBusy(string folder)
        => new(NpkiFailure.WriteFailed, Messages.Format(nameof(ChangeBusy), folder)) { Path = folder };

    internal static NpkiException RollbackFailed(string folder, string oldSuffix, Exception inner)
        => new(
            NpkiFailure.ChangeInterrupted, Messages.Format(nameof(RollbackFailed), DiskProblem.Describe(inner), folder, oldSuffix), inner)
        {
            Path = folder,
        };

    internal static NpkiException RecoveryRefused(string folder, string file, string oldSuffix, string manifest)
        => new(NpkiFailure.ChangeInterrupted, Messages.Format(nameof(RecoveryRefused), folder, file, oldSuffix, manifest))
        {
            Path = folder,
        };

    /// <summary>The same failure, now that the file is known.</summary>
    internal NpkiException At(string path) => new(Reason, string.Create(CultureInfo.InvariantCulture, $"{path}: {Message}"), this)
    {
        Path = path,
        Algorithm = Algorithm,
        Violations = Violations,
    };
}
