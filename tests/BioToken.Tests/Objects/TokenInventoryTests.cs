using BioToken.Errors;
using BioToken.Objects;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Resources;
using BioToken.Tests.Fakes;

namespace BioToken.Tests.Objects;

public sealed class TokenInventoryTests : IDisposable
{
    private readonly FakeToken _token = new();

    public void Dispose() => _token.Dispose();

    [Fact]
    public void Find_of_a_module_that_returns_the_same_handle_for_ever_is_an_error()
    {
        _token.Add(FakeObject.Of(CKO.DATA));
        _token.Finding = static _ => [1];
        using TokenInventory inventory = new(_token, "fake");
        using AttributeTemplate everything = new(0);

        BioTokenException e = Assert.Throws<BioTokenException>(() => inventory.Find(1, everything));

        Assert.Equal((BioTokenError.ModuleError, CryptokiFunction.FindObjects), (e.Reason, e.Function));
        Assert.Equal(Messages.Format("ErrorObjectsWithoutEnd", 1_000_000), e.Message);
        Assert.Equal("C_FindObjectsFinal", _token.Calls[^1]);
    }

    [Fact]
    public void Find_that_fails_is_an_error_and_ends_the_search()
    {
        HookedModule module = new(_token) { Before = static function => function == "C_FindObjects" ? CKR.FUNCTION_FAILED : null };
        using TokenInventory inventory = new(module.Start(), "fake");
        using AttributeTemplate everything = new(0);

        BioTokenException e = Assert.Throws<BioTokenException>(() => inventory.Find(1, everything));

        Assert.Equal((CryptokiFunction.FindObjects, CKR.FUNCTION_FAILED), (e.Function, e.Result));
        Assert.Equal("C_FindObjectsFinal", module.Calls.Last());
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(19, true)]
    public void Read_of_more_than_may_be_kept_is_an_error(long maxKept, bool isError)
    {
        _token.Add(FakeObject.Of(CKO.DATA, (CKA.LABEL, new byte[10])));
        _token.Add(FakeObject.Of(CKO.DATA, (CKA.LABEL, new byte[10])));
        using TokenInventory inventory = new(_token, "fake", maxKept);

        if (isError)
            Assert.Equal(
                CryptokiFunction.GetAttributeValue, Assert.Throws<BioTokenException>(() => inventory.Read(1)).Function);
        else
            Assert.Equal(2, inventory.Read(1).Count);
    }
}
