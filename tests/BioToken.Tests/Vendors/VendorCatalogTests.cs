using BioToken.Authentication;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Vendors;

namespace BioToken.Tests.Vendors;

public sealed class VendorCatalogTests
{
    [Fact]
    public void Default_has_the_seven_rows_of_the_list()
        => Assert.Equal(
            ["bio-seal", "bio-hsm", "smart-bt", "asam2072fp", "biosign2", "ksid", "biomini"],
            VendorCatalog.Default.Profiles.Select(p => p.Id),
            StringComparer.Ordinal);

    [Fact]
    public void Default_claims_nothing_proven()
        => Assert.DoesNotContain(VendorCatalog.Default.Profiles, p => p.IsVerifiedOnHardware || p.AttemptCounters is not null);

    [Theory]
    [InlineData(1, "asam2072fp")]
    [InlineData(2, "biosign2")]
    [InlineData(3, "generic")]
    public void Resolve_tells_two_makers_with_one_file_name_apart_by_version(byte major, string expected)
        => Assert.Equal(expected, Resolve(@"C:\Windows\System32\biosign.DLL", major).Id);

    [Fact]
    public void Resolve_by_a_name_that_is_alone_asks_the_module_nothing()
    {
        VendorProfile profile = VendorCatalog.Default.Resolve(
            @"C:\Windows\SysWOW64\FP_HSM.dll", () => throw new InvalidOperationException("not needed"));

        Assert.Equal("bio-seal", profile.Id);
    }

    [Fact]
    public void Resolve_of_an_unknown_module_is_generic()
        => Assert.Same(VendorCatalog.Generic, Resolve("/usr/lib/softhsm/libsofthsm2.so", 2));

    [Fact]
    public void With_changes_only_what_it_names()
    {
        VendorCatalog catalog = VendorCatalog.Default.With("""
            [{ "id": "BIO-SEAL", "authenticationSteps": ["fingerprint", "pin"], "returnValues": { "0x80000012": "fingerprintMismatch", "CKR_FUNCTION_FAILED": "fingerprintTimeout" } }]
            """);

        Assert.True(catalog.TryFind("bio-seal", out VendorProfile? changed));
        Assert.Equal([AuthenticationStep.Fingerprint, AuthenticationStep.Pin], changed.AuthenticationSteps);
        Assert.Equal(AuthenticationFailure.FingerprintMismatch, changed.ReturnValues[(CKR)0x80000012]);
        Assert.Equal(AuthenticationFailure.FingerprintTimeout, changed.ReturnValues[CKR.FUNCTION_FAILED]);
        Assert.Equal(["FP_HSM.dll"], changed.Libraries);
        Assert.Equal(FingerprintMethod.ProtectedPath, changed.FingerprintMethod);
    }

    [Theory]
    [InlineData("""{ "label": "Mark" }""")]
    [InlineData("""{ "label": "Mark", "application": null, "objectId": null, "hasKeyId": null }""")]
    public void With_a_part_of_the_random_value_leaves_the_other_parts_as_they_were(string randomValue)
    {
        VendorCatalog catalog = VendorCatalog.Default.With("""[{ "id": "bio-seal", "randomValue": { "application": "App", "hasKeyId": false } }]""")
            .With($$"""[{ "id": "bio-seal", "randomValue": {{randomValue}} }]""");

        Assert.True(catalog.TryFind("bio-seal", out VendorProfile? changed));
        Assert.Equal(
            new RandomValueTemplate { Label = "Mark", Application = "App", ObjectId = new RandomValueTemplate().ObjectId, HasKeyId = false },
            changed.RandomValue);
    }

    [Fact]
    public void With_very_many_profiles_takes_a_time_that_grows_with_their_number()
    {
        static TimeSpan Measure(int count)
        {
            string json = "[" + string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"id":"v{{i}}"}""")) + "]";
            TimeSpan start = ThreadTime.Now;
            Assert.Equal(count + 7, VendorCatalog.Default.With(json).Profiles.Count);
            return ThreadTime.Now - start;
        }

        Measure(1_000);
        // Ten times as many profiles; searching for each one would take a hundred times as long.
        Assert.True(Measure(30_000) < (30 * Measure(3_000)) + TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public void With_a_new_id_adds_a_profile()
    {
        VendorCatalog catalog = VendorCatalog.Default.With("""[{ "id": "mine", "libraries": ["mine.dll"], "displayName": "Mine" }]""");

        Assert.Equal(8, catalog.Profiles.Count);
        Assert.Equal("mine", catalog.Resolve("/opt/mine.dll", () => null).Id);
    }

    [Theory]
    [InlineData("[{}]")]
    [InlineData("{")]
    [InlineData("""[{ "id": "x", "unknownMember": 1 }]""")]
    [InlineData("""[{ "id": "x", "returnValues": { "NOT_A_VALUE": "pinLocked" } }]""")]
    public void With_text_that_is_no_profile_throws(string json)
        => Assert.Throws<FormatException>(() => VendorCatalog.Default.With(json));

    private static VendorProfile Resolve(string path, byte libraryMajor)
        => VendorCatalog.Default.Resolve(path, () => new CryptokiInfo(new(2, 20), "", "", new(libraryMajor, 0)));
}
