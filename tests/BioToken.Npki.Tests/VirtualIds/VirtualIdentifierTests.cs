using BioToken.Npki.VirtualIdentifiers;

namespace BioToken.Npki.Tests.VirtualIds;

public sealed class VirtualIdentifierTests
{
    private const string R1 = "000102030405060708090a0b0c0d0e0f10111213";
    private const string R2 = "4dc7c9ec434ed06502767136789763ec11d2c4b7";

    [Theory]
    [InlineData(VirtualIdentifierHash.Sha1, "1234567890", R1, "a4a45b8805e9c34e8f622c9e7f0a8ff1a017c772")]
    [InlineData(VirtualIdentifierHash.Sha256, "1234567890", R1, "c7351c2e7ce6f1a4783a596e033cdab5c9e8aa3b32e96dda095474d25b700a0d")]
    [InlineData(
        VirtualIdentifierHash.Sha512,
        "1234567890",
        R1,
        "eff757e5804b0496fa0fb8810641c18351fcfef7a9798933738327989a05b7eab857d15fd2a408cb182cee6b3025964a292f3de9a667cab8c63e62288f731f31")]
    [InlineData(VirtualIdentifierHash.Has160, "1234567890", R1, "93df0d9112e63e0ae4dafcaa7a83f6045e885a9e")]
    [InlineData(VirtualIdentifierHash.Sha1, "2208100000", R2, "89f18921a2c600f0af75d14cff3e8a0a0580cac1")]
    [InlineData(VirtualIdentifierHash.Sha256, "220-81-00000", R2, "61a4852ea5cea7bf89676724b14aaf14334106a222a033a9f34524acae8363f8")]
    [InlineData(VirtualIdentifierHash.Has160, "2208100000", R2, "c369ec457c40fdeb6075d4c21cbf2d9e42fd83dd")]
    public void Compute_known_number_gives_the_known_identifier(VirtualIdentifierHash hash, string idn, string r, string expected)
    {
        VirtualIdentifier vid = VirtualIdentifier.Compute(hash, idn, Convert.FromHexString(r));

        Assert.Equal(expected, Convert.ToHexStringLower(vid.Value.Span));
        Assert.Equal(hash, vid.Hash);
    }

    [Theory]
    [InlineData("")]
    [InlineData("123456789")]
    [InlineData("12345678901")]
    [InlineData("12345678901234")]
    [InlineData("12345678９0")]
    [InlineData("1234 567890")]
    public void Compute_number_of_another_form_is_refused_without_repeating_it(string idn)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => VirtualIdentifier.Compute(VirtualIdentifierHash.Sha256, idn, new byte[20]));

        Assert.Equal("identityNumber", error.ParamName);
        if (idn.Length > 0)
            Assert.DoesNotContain(idn, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_without_R_is_refused() =>
        Assert.Throws<ArgumentException>("randomValue", () => VirtualIdentifier.Compute(VirtualIdentifierHash.Sha256, "1234567890", []));

    [Theory]
    [InlineData(VirtualIdentifierHash.Sha1)]
    [InlineData(VirtualIdentifierHash.Sha256)]
    [InlineData(VirtualIdentifierHash.Sha384)]
    [InlineData(VirtualIdentifierHash.Sha512)]
    [InlineData(VirtualIdentifierHash.Has160)]
    public void Check_tells_the_holders_number_from_another(VirtualIdentifierHash hash)
    {
        byte[] r = Convert.FromHexString(R2);
        VirtualIdentifier vid = VirtualIdentifier.Compute(hash, "8001011234567", r);

        Assert.Equal(VirtualIdentifierCheck.Match, vid.Check("800101-1234567", r));
        Assert.Equal(VirtualIdentifierCheck.Mismatch, vid.Check("8001011234568", r));
        Assert.Equal(VirtualIdentifierCheck.Mismatch, vid.Check("8001011234567", Convert.FromHexString(R1)));
    }

    [Fact]
    public void Check_without_R_is_not_available()
    {
        VirtualIdentifier vid = VirtualIdentifier.Compute(VirtualIdentifierHash.Sha256, "1234567890", Convert.FromHexString(R1));

        Assert.Equal(VirtualIdentifierCheck.NotAvailable, vid.Check("1234567890", []));
    }

    [Fact]
    public void Check_with_an_unknown_hash_is_not_available()
    {
        VirtualIdentifier vid = new("1.2.3.4", new byte[32]);

        Assert.Null(vid.Hash);
        Assert.Equal(VirtualIdentifierCheck.NotAvailable, vid.Check("1234567890", Convert.FromHexString(R1)));
    }

    [Fact]
    public void Check_against_a_truncated_identifier_is_a_mismatch()
    {
        byte[] r = Convert.FromHexString(R1);
        VirtualIdentifier whole = VirtualIdentifier.Compute(VirtualIdentifierHash.Sha256, "1234567890", r);
        VirtualIdentifier cut = new(whole.HashOid, whole.Value.Span[..16]);

        Assert.Equal(VirtualIdentifierCheck.Mismatch, cut.Check("1234567890", r));
    }
}
