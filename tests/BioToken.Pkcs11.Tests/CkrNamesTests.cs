using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11.Tests;

public sealed class CkrNamesTests
{
    [Theory]
    [InlineData(0x0, "CKR_OK")]
    [InlineData(0xA0, "CKR_PIN_INCORRECT")]
    [InlineData(0x191, "CKR_CRYPTOKI_ALREADY_INITIALIZED")]
    [InlineData(0x1F5, "CKR 0x000001F5 (unknown)")]
    [InlineData(0x80000000, "CKR 0x80000000 (vendor-defined)")]
    [InlineData(0x80000012, "CKR 0x80000012 (vendor-defined)")]
    [InlineData(0x8000000000000001, "CKR 0x8000000000000001 (vendor-defined)")]
    public void ToName_gives_the_name_or_the_number(ulong value, string name) => Assert.Equal(name, ((CKR)value).ToName());
}
