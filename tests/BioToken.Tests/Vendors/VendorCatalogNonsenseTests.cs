using BioToken.Vendors;

namespace BioToken.Tests.Vendors;

/// <summary>
/// Invalid profiles are refused when they are read, with the only exception type that <see cref="VendorCatalog.With"/> declares.
/// </summary>
public sealed class VendorCatalogNonsenseTests
{
    public static TheoryData<string> Nonsense =>
    [
        // Not an array of profiles.
        "null", "[null]", """[{ "id": "x" }, null]""", "[[]]", "{}", "", "\"x\"",
        // Texts that are not valid Unicode.
        """[{ "id": "\ud800" }]""", """[{ "id": "x", "displayName": "\udc00" }]""",
        """[{ "id": "x", "libraries": ["\ud800"] }]""", """[{ "id": "x", "returnValues": { "\ud800": "pinLocked" } }]""",
        """[{ "id": "x", "returnValues": { "PIN_LOCKED": "\ud800" } }]""", """[{ "\ud800": "x" }]""",
        // Duplicates.
        """[{ "id": "x", "id": "y" }]""", """[{ "id": "x", "ID": "y" }]""",
        """[{ "id": "x", "returnValues": { "5": "pinLocked", "5": "unknown" } }]""",
        """[{ "id": "x", "returnValues": { "5": "pinLocked", "GENERAL_ERROR": "unknown" } }]""",
        """[{ "id": "x", "returnValues": { "0xA4": "pinLocked", "CKR_PIN_LOCKED": "pinLocked" } }]""",
        """[{ "id": "x", "authenticationSteps": ["pin", "pin"] }]""",
        """[{ "id": "x", "authenticationSteps": ["fingerprint", "pin", "fingerprint"] }]""",
        """[{ "id": "x", "libraries": ["a.dll", "A.DLL"] }]""",
        // Invalid names.
        """[{ "id": "x", "fingerprintMethod": 77 }]""", """[{ "id": "x", "fingerprintMethod": "77" }]""",
        """[{ "id": "x", "fingerprintMethod": -1 }]""", """[{ "id": "x", "fingerprintMethod": "none, protectedPath" }]""",
        """[{ "id": "x", "fingerprintMethod": "" }]""", """[{ "id": "x", "fingerprintMethod": " none" }]""",
        """[{ "id": "x", "authenticationSteps": [5] }]""", """[{ "id": "x", "authenticationSteps": ["pin,fingerprint"] }]""",
        """[{ "id": "x", "authenticationSteps": [null] }]""", """[{ "id": "x", "authenticationSteps": "pin" }]""",
        """[{ "id": "x", "returnValues": { "5": 99 } }]""", """[{ "id": "x", "returnValues": { "5": null } }]""",
        """[{ "id": "x", "returnValues": { "5": "pinLocked,unknown" } }]""",
        """[{ "id": "x", "returnValues": { "PIN_INCORRECT,PIN_LOCKED": "pinLocked" } }]""",
        """[{ "id": "x", "returnValues": { "CKR_5": "pinLocked" } }]""", """[{ "id": "x", "returnValues": { " 5": "pinLocked" } }]""",
        """[{ "id": "x", "returnValues": { "-1": "pinLocked" } }]""", """[{ "id": "x", "returnValues": { "": "pinLocked" } }]""",
        """[{ "id": "x", "returnValues": { "0x": "pinLocked" } }]""", """[{ "id": "x", "returnValues": { "OK": "pinLocked" } }]""",
        """[{ "id": "x", "returnValues": { "0x0": "pinLocked" } }]""",
        // Libraries must be file names in the system's folder.
        """[{ "id": "x", "libraries": [null] }]""", """[{ "id": "x", "libraries": [""] }]""", """[{ "id": "x", "libraries": [" "] }]""",
        """[{ "id": "x", "libraries": [".."] }]""", """[{ "id": "x", "libraries": ["a/b.dll"] }]""",
        """[{ "id": "x", "libraries": ["C:\\b.dll"] }]""", """[{ "id": "x", "libraries": ["D:b.dll"] }]""",
        """[{ "id": "x", "libraries": ["a\u0000.dll"] }]""",
        // Numbers and identifiers that no module has.
        """[{ "id": "x", "libraryMajorVersion": -1 }]""", """[{ "id": "x", "libraryMajorVersion": 256 }]""",
        """[{ "id": "x", "attemptCounters": {} }]""", """[{ "id": "x", "attemptCounters": { "featureType": 1 } }]""",
        """[{ "id": "x", "attemptCounters": { "featureType": 1, "pinAttribute": "LABEL, ID", "fingerprintAttribute": 1, "outcomeAttribute": 2 } }]""",
        """[{ "id": "x", "randomValue": { "objectId": "" } }]""", """[{ "id": "x", "randomValue": { "objectId": "NPKI" } }]""",
        """[{ "id": "x", "randomValue": { "objectId": "3.1" } }]""", """[{ "id": "x", "randomValue": { "objectId": "1.40" } }]""",
        // A fingerprint step that never requests a finger.
        """[{ "id": "x", "authenticationSteps": ["fingerprint"], "fingerprintMethod": "perSignature" }]""",
        """[{ "id": "smart-bt", "authenticationSteps": ["fingerprint"] }]""",
    ];

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void With_nonsense_throws(string json)
    {
        FormatException e = Assert.Throws<FormatException>(() => VendorCatalog.Default.With(json));

        Assert.NotEmpty(e.Message);
    }

    // Separate from the other cases: a test runner that passes the text on as UTF-8 would repair it.
    [Fact]
    public void With_half_a_surrogate_pair_throws()
        => Assert.Throws<FormatException>(() => VendorCatalog.Default.With($$"""[{ "id": "{{'\ud800'}}" }]"""));

    [Theory]
    [InlineData("""[{ "id": "x", "authenticationSteps": [] }]""")]
    [InlineData("""[{ "id": "x", "authenticationSteps": ["PIN", "Fingerprint"], "fingerprintMethod": "ProtectedPath" }]""")]
    [InlineData("""[{ "id": "x", "authenticationSteps": ["fingerprint"], "fingerprintMethod": "protectedPath" }]""")]
    [InlineData("""[{ "id": "x", "attemptCounters": { "featureType": 1, "pinAttribute": "LABEL", "fingerprintAttribute": 2147487490, "outcomeAttribute": 3 } }]""")]
    [InlineData("""[{ "id": "x", "libraryMajorVersion": 255, "libraries": ["a.dll", "b.dll"], "programName": null, "koreanName": "보안토큰" }, ]""")]
    [InlineData("""[{ "id": "x", "randomValue": { "objectId": "2.999.1" }, /* why */ "returnValues": { "0x80000012": "unknown", "17": "pinLocked" } }]""")]
    [InlineData("[]")]
    public void With_what_a_profile_can_be_reads_it(string json) => Assert.NotEmpty(VendorCatalog.Default.With(json).Profiles);

    [Fact]
    public void With_a_value_that_cannot_be_names_profile_and_member()
    {
        FormatException e = Assert.Throws<FormatException>(
            () => VendorCatalog.Default.With("""[{ "id": "mine", "authenticationSteps": ["pin", "pin"] }]"""));

        Assert.Contains("mine", e.Message, StringComparison.Ordinal);
        Assert.Contains("authenticationSteps", e.Message, StringComparison.Ordinal);
    }
}
