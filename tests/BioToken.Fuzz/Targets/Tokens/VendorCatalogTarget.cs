using BioToken.Vendors;

namespace BioToken.Fuzz;

/// <summary>Vendor profiles in JSON, from a program's configuration.</summary>
internal sealed class VendorCatalogTarget : FuzzTarget
{
    public override IReadOnlyList<string> Words =>
    [
        "null", "true", "[]", "{}", "[null]", "\"id\"", "\"\"", "\"\\ud800\"", "\"libraries\":[", "\"libraryMajorVersion\":",
        "\"authenticationSteps\":[", "\"pin\"", "\"fingerprint\"", "\"fingerprintMethod\":", "\"protectedPath\"", "\"insidePinLogin\"",
        "\"perSignature\"", "\"returnValues\":{", "\"PIN_INCORRECT\"", "\"CKR_OK\"", "\"0xA0\"", "\"pinLocked\"", "\"attemptCounters\":{",
        "\"featureType\":", "\"pinAttribute\":", "\"randomValue\":{", "\"objectId\":", "\"1.2.3\"", "\"hasKeyId\":",
        "\"isVerifiedOnHardware\":", "\"displayName\":", "\"bio-seal\"", "},{", ",", ":", "[", "]", "{", "}", "/*", "//",
    ];

    public override IEnumerable<byte[]> MakeSeeds() =>
    [
        Utf8("""[{"id":"bio-seal","authenticationSteps":["fingerprint","pin"],"returnValues":{"0x80000012":"fingerprintMismatch","FUNCTION_FAILED":"fingerprintTimeout"}}]"""),
        Utf8("""[{"id":"x","displayName":"X","koreanName":"엑스","programName":null,"libraries":["x.dll"],"libraryMajorVersion":1,"listedVersion":"1","fingerprintMethod":"perSignature"}]"""),
        Utf8("""[{"id":"x","attemptCounters":{"featureType":1,"pinAttribute":2,"fingerprintAttribute":"LABEL","outcomeAttribute":4},"randomValue":{"label":"R","objectId":"1.2.3"}}]"""),
        Utf8("""[{"id":"x"},{"id":"x","simulatedModel":"SIMULATED X","isVerifiedOnHardware":true}]"""), Utf16("""[{"id":"한글"}]"""),
    ];

    public override bool IsDeclared(Exception e) => e is FormatException { Message.Length: > 0 };

    public override void Read(byte[] input)
    {
        string json = TextOf(input);
        VendorCatalog catalog = VendorCatalog.Default.With(json);
        foreach (VendorProfile profile in catalog.Profiles)
            Check(profile);
        VendorCatalog again = catalog.With(json);
        Require(again.Profiles.Count == catalog.Profiles.Count, "the same profiles again add none");
        Require(catalog.Profiles.All(profile => catalog.TryFind(profile.Id, out _)), "a profile is found by its name");
    }

    private static void Check(VendorProfile profile)
    {
        Require(profile is { Id: not null, DisplayName: not null, KoreanName: not null, RandomValue: { Label: not null, Application: not null } }, "texts are there");
        Require(Enum.IsDefined(profile.FingerprintMethod), "the method is one");
        Require(profile.AuthenticationSteps.All(Enum.IsDefined), "the steps are steps");
        Require(profile.AuthenticationSteps.Distinct().Count() == profile.AuthenticationSteps.Count, "a step is there once");
        Require(
            profile.ReturnValues.Values.All(Enum.IsDefined) && !profile.ReturnValues.ContainsKey(Pkcs11.Constants.CKR.OK),
            "return values mean failures");
        Require(
            profile.Libraries.All(library => !string.IsNullOrWhiteSpace(library) && library == Path.GetFileName(library)),
            "libraries are file names");
        Require(profile.LibraryMajorVersion is null or (>= 0 and <= 255), "the version is one byte");
    }
}
