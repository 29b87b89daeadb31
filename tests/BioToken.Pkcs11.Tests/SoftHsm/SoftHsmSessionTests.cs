using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Loading;
using BioToken.Pkcs11.Records;

namespace BioToken.Pkcs11.Tests;

/// <summary>Slots, tokens, sessions and logins with a third-party module.</summary>
[Collection(nameof(SoftHsmCollection))]
public sealed class SoftHsmSessionTests(SoftHsmFixture softHsm)
{
    [Fact]
    public void Token_is_listed_as_the_modules_own_program_lists_it()
    {
        using SoftHsmToken token = softHsm.NewToken();

        string listed = ExternalProgram.RunText("softhsm2-util", "--show-slots");

        Assert.Contains(token.Label, listed, StringComparison.Ordinal);
        Assert.Contains(token.Info.SerialNumber, listed, StringComparison.Ordinal);
        Assert.Equal("SoftHSM v2", token.Info.Model);
        Assert.True(token.Info.MaxSessionCount.IsUnlimited);
        Assert.Null(token.Info.FreePublicMemory);
    }

    [Fact]
    public void Login_with_a_wrong_PIN_shows_in_the_flags()
    {
        using SoftHsmToken token = softHsm.NewToken(login: false);

        Assert.Equal(CKR.PIN_INCORRECT, token.Login("9999"));

        Assert.True(token.Info.Flags.HasFlag(TokenFlags.UserPinCountLow));
    }

    [Fact]
    public void Login_with_the_right_PIN_shows_in_the_session()
    {
        using SoftHsmToken token = softHsm.NewToken(login: false);

        Assert.Equal(CKR.OK, token.Login(SoftHsmFixture.Pin));

        Assert.Equal(CKR.OK, token.Cryptoki.GetSessionInfo(token.Session, out SessionInfo info));
        Assert.Equal(CKS.RW_USER_FUNCTIONS, info.State);
        Assert.Equal(token.Slot, info.Slot);
    }

    [Fact]
    public void Login_belongs_to_the_token_and_not_to_the_session()
    {
        using SoftHsmToken token = softHsm.NewToken();

        Assert.Equal(CKR.OK, token.Cryptoki.OpenSession(token.Slot, SessionFlags.None, out nuint other));

        token.Cryptoki.GetSessionInfo(other, out SessionInfo info);
        Assert.Equal(CKS.RO_USER_FUNCTIONS, info.State);
        Assert.Equal(CKR.OK, token.Cryptoki.CloseSession(other));
    }

    [Fact]
    public void Logout_ends_the_login()
    {
        using SoftHsmToken token = softHsm.NewToken();

        Assert.Equal(CKR.OK, token.Cryptoki.Logout(token.Session));

        token.Cryptoki.GetSessionInfo(token.Session, out SessionInfo info);
        Assert.Equal(CKS.RW_PUBLIC_SESSION, info.State);
    }

    [Fact]
    public void Mechanisms_are_listed_with_their_key_sizes()
    {
        using SoftHsmToken token = softHsm.NewToken(login: false);
        Assert.Equal(CKR.OK, token.Cryptoki.GetMechanismList(token.Slot, [], out int count));
        CKM[] mechanisms = new CKM[count];

        Assert.Equal(CKR.OK, token.Cryptoki.GetMechanismList(token.Slot, mechanisms, out _));

        Assert.Contains(CKM.SHA256_RSA_PKCS, mechanisms);
        Assert.Equal(CKR.OK, token.Cryptoki.GetMechanismInfo(token.Slot, CKM.SHA256_RSA_PKCS, out MechanismInfo info));
        Assert.True(info.Flags.HasFlag(MechanismFlags.Sign));
        Assert.InRange(info.MaxKeySize, 4096ul, 65536ul);
    }

    [Fact]
    public void Module_loaded_again_is_the_same_module()
    {
        using SoftHsmToken token = softHsm.NewToken();

        using (var again = CryptokiModule.Load(SoftHsmStore.LibraryPath!))
        {
            Assert.False(again.IsAdopted);
            Assert.Equal(CKR.OK, again.Cryptoki.GetSessionInfo(token.Session, out _));
        }

        Assert.Equal(CKR.OK, token.Cryptoki.GetSessionInfo(token.Session, out _));
    }
}
