using BioToken.Simulator;
using BioToken.Simulator.Issuing;
using BioToken.Vendors;

namespace BioToken.Reliability.Tests;

/// <summary>The commands that write.</summary>
internal static class KillScenarios
{
    // Enough space for one identity of seven objects but not for two, as the simulator measures it.
    private const int RoomForOne = 12 * 1024;

    private static readonly string OldSerial = KillIdentities.Old.Certificate.SerialNumber;

    /// <summary>
    /// Vendors of every run: one without a fingerprint, and one with a fingerprint before the PIN on a token that does not report free
    /// memory, so that a test write is made.
    /// </summary>
    public static IReadOnlyList<string> FewVendors => [VendorCatalog.Generic.Id, "ksid"];

    /// <summary>All vendors.</summary>
    public static IReadOnlyList<string> Vendors
        => [VendorCatalog.Generic.Id, .. VendorCatalog.Default.Profiles.Select(profile => profile.Id)];

    /// <summary>
    /// Scenarios that have some kills in every run, beside those of one vendor: fingerprints or unreported memory make a difference here.
    /// </summary>
    public static IEnumerable<KillScenario> Some => [ReplaceInGap("ksid"), Plan("ksid"), Sign("biomini")];

    /// <summary>Returns all scenarios, on one vendor's token.</summary>
    public static IEnumerable<KillScenario> Of(string vendor) =>
    [
        .. OnToken(vendor), Plan(vendor), Sign(vendor), new FactoryResetScenario(vendor),
        new NpkiPasswordScenario(hasKeyManagementPair: true, SimulatedKeyEncryption.SeedCbcWithSha1),
        new NpkiPasswordScenario(hasKeyManagementPair: false, SimulatedKeyEncryption.Pbes2Aes256),
        new SimCreateScenario(vendor, isBeside: true), new SimCreateScenario(vendor, isBeside: false),
        .. Sim(vendor),
    ];

    /// <summary>Returns the scenarios that change the token's contents, and that are resumed.</summary>
    public static IEnumerable<TokenScenario> OnToken(string vendor)
        => [ReplaceInGap(vendor), Replace(vendor), CopySame(vendor), Copy(vendor), Erase(vendor)];

    public static TokenScenario Copy(string vendor) => new()
    {
        Title = "copy",
        Vendor = vendor,
        OnToken = [KillIdentities.Other],
        Always = [KillIdentities.Other],
        ReplacesNothing = true,
        Words = place => CopyWords(place),
    };

    public static TokenScenario Replace(string vendor) => new()
    {
        Title = "copy --replace",
        Vendor = vendor,
        OnToken = [KillIdentities.Other, KillIdentities.Old],
        Always = [KillIdentities.Other],
        OneOf = [KillIdentities.Old, KillIdentities.New],
        Words = place => CopyWords(place, "--replace", OldSerial),
    };

    /// <summary>Returns a scenario that erases first, since there is enough space for only one identity.</summary>
    public static TokenScenario ReplaceInGap(string vendor) => new()
    {
        Title = "copy --replace --allow-gap",
        Vendor = vendor,
        OnToken = [KillIdentities.Old],
        OneOf = [KillIdentities.Old, KillIdentities.New],
        HasGap = true,
        Memory = RoomForOne,
        Words = place => CopyWords(place, "--replace", OldSerial, "--allow-gap"),
    };

    /// <summary>Returns a scenario that writes a certificate over itself.</summary>
    public static TokenScenario CopySame(string vendor) => new()
    {
        Title = "copy of what is there",
        Vendor = vendor,
        OnToken = [KillIdentities.Other, KillIdentities.New],
        Always = [KillIdentities.Other, KillIdentities.New],
        Words = place => CopyWords(place),
    };

    public static TokenScenario Erase(string vendor) => new()
    {
        Title = "erase",
        Vendor = vendor,
        OnToken = [KillIdentities.Other, KillIdentities.Old],
        Always = [KillIdentities.Other],
        IsErasure = true,
        Words = place => ["erase", OldSerial, "--yes"],
    };

    /// <summary>Returns a scenario that makes a test write if the token does not report free memory. It settles nothing.</summary>
    public static TokenScenario Plan(string vendor) => new()
    {
        Title = "plan",
        Vendor = vendor,
        OnToken = [KillIdentities.Other, KillIdentities.Old],
        Always = [KillIdentities.Other, KillIdentities.Old],
        Settles = false,
        Words = place => ["plan", place.SourceFolder, "--password-file", place.PasswordFile, "--replace", OldSerial],
    };

    public static TokenScenario Sign(string vendor) => new()
    {
        Title = "sign",
        Vendor = vendor,
        OnToken = [KillIdentities.Other],
        Always = [KillIdentities.Other],
        Words = place => ["sign", place.PasswordFile, "--out", place.Signature, "--force"],
    };

    public static IEnumerable<SimScenario> Sim(string vendor) =>
    [
        Sim(vendor, "sim script", token => token.Script, place => ["sim", "script", place.Tokens, "wrong, right"]),
        // A fault in a call that none of these programs makes.
        Sim(vendor, "sim faults", token => token.Faults, place => ["sim", "faults", place.Tokens, "C_InitToken#1 remove"]),
        Sim(vendor, "sim touch", _ => "", place => ["sim", "touch", place.Tokens]),
        Sim(vendor, "sim enroll", token => string.Join(',', token.Fingers), place => ["sim", "enroll", place.Tokens, "--finger", "7"]),
        Sim(vendor, "sim remove", token => $"{token.IsInserted}", place => ["sim", "remove", place.Tokens]),
        Sim(
            vendor,
            "sim insert",
            token => $"{token.IsInserted}",
            place => ["sim", "insert", place.Tokens],
            simulator => simulator.Remove(KillToken.Label)),
        Sim(vendor, "sim reset", token => $"{token.PinAttemptsRemaining}", place => ["sim", "reset", place.Tokens], KillToken.SendWrongPin),
    ];

    private static SimScenario Sim(
        string vendor,
        string title,
        Func<SimulatedToken,
        string> view,
        Func<KillPlace,
        string[]> arguments,
        Action<TokenSimulator>? setup = null)
        => new() { Title = title, Vendor = vendor, View = view, Arguments = arguments, Setup = setup ?? (_ => { }) };

    private static string[] CopyWords(KillPlace place, params string[] more)
        => ["copy", place.SourceFolder, "--password-file", place.PasswordFile, "--yes", .. more];
}
