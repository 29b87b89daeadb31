using BioToken.Cli.Errors;
using BioToken.Npki.Errors;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;
using BioToken.Npki.Keys.Files;
using BioToken.Simulator.Issuing;

namespace BioToken.Reliability.Tests;

/// <summary>
/// <c>npki password</c>: each key is complete under the old or the new password at every instant, and all keys share one password after the
/// next change.
/// </summary>
internal sealed class NpkiPasswordScenario(bool hasKeyManagementPair, SimulatedKeyEncryption encryption) : KillScenario
{
    private string[] _files = [];

    public override string Name => $"npki password of {(hasKeyManagementPair ? "two keys" : "one key")}, {encryption}";

    private NpkiIdentity Identity => hasKeyManagementPair ? KillIdentities.New : KillIdentities.Other;

    public override Task PrepareAsync(KillPlace place)
    {
        SimulatedNpkiFolder.Write(place.Npki, Identity, KillPlace.Password, encryption: encryption);
        _files = Names(place);
        return Task.CompletedTask;
    }

    public override ToolRun Command(KillPlace place) => BiotokenCommand.Run(Arguments(place, place.PasswordFile, place.NewPasswordFile));

    public override Task LearnAsync(KillPlace place)
    {
        CheckSettled(place, KillPlace.NewPassword);
        return Task.CompletedTask;
    }

    public override async Task CheckAsync(KillPlace place)
    {
        CheckEveryKeyOpens(place);
        FileTree left = FileTree.Read(place.Path);
        PrivateKeyFile.Recover(place.SourceFolder);
        CheckSettled(place, Opens(place, KillPlace.Password) ? KillPlace.Password : KillPlace.NewPassword);
        // Then without a recovery: only the next command.
        left.WriteTo(place.Path);
        await ChangeAgainAsync(place);
        CheckSettled(place, KillPlace.NewPassword);
    }

    private static string[] Arguments(KillPlace place, string passwordFile, string newPasswordFile)
        => ["npki", "password", place.SourceFolder, "--password-file", passwordFile, "--new-password-file", newPasswordFile];

    /// <summary>Simulates a person who tries the old password first, and the new one if that is wrong.</summary>
    private static async Task ChangeAgainAsync(KillPlace place)
    {
        (ExitCode code, string text) = await BiotokenCommand.InProcessAsync(Arguments(place, place.PasswordFile, place.NewPasswordFile));
        if (code == ExitCode.PasswordIncorrect)
            (code, text) = await BiotokenCommand.InProcessAsync(Arguments(place, place.NewPasswordFile, place.NewPasswordFile));
        KillException.Unless(code == ExitCode.Ok, $"Done again, it ended with {code}: {text}");
    }

    private static string[] Names(KillPlace place)
        => [.. Directory.EnumerateFiles(place.SourceFolder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static bool Opens(KillPlace place, string password)
    {
        try
        {
            using NpkiIdentity identity = NpkiIdentity.Open(place.SourceFolder, password);
            return true;
        }
        catch (NpkiException e) when (e.Reason == NpkiFailure.PasswordIncorrect)
        {
            return false;
        }
    }

    private static void CheckEveryKeyOpens(KillPlace place)
    {
        foreach (string key in Directory.EnumerateFiles(place.SourceFolder, "*.key"))
        {
            if (!TryOpen(key, KillPlace.Password) && !TryOpen(key, KillPlace.NewPassword))
                throw new KillException($"{Path.GetFileName(key)} opens with neither password.");
        }
    }

    private static bool TryOpen(string key, string password)
    {
        try
        {
            using NpkiPrivateKey opened = PrivateKeyFile.Open(key, password);
            return true;
        }
        catch (NpkiException e) when (e.Reason == NpkiFailure.PasswordIncorrect)
        {
            return false;
        }
    }

    private void CheckSettled(KillPlace place, string password)
    {
        using NpkiIdentity identity = NpkiIdentity.Open(place.SourceFolder, password);
        KillException.Unless(
            identity.PrivateKey.Pkcs8.SequenceEqual(Identity.PrivateKey.Pkcs8)
                && (identity.KeyManagementKey is not { } key || key.Pkcs8.SequenceEqual(Identity.KeyManagementKey!.Pkcs8)),
            "A key is another one.");
        string[] names = Names(place);
        KillException.Unless(names.SequenceEqual(_files, StringComparer.Ordinal), $"The folder holds {string.Join(", ", names)}.");
    }
}
