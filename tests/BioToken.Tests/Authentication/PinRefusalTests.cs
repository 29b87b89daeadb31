using BioToken.Authentication;
using BioToken.Tokens;

namespace BioToken.Tests.Authentication;

public sealed class PinRefusalTests
{
    [Theory]
    [InlineData(PinState.Ready, false, null)]
    [InlineData(PinState.CountLow, false, null)]
    [InlineData(PinState.FinalAttempt, false, AuthenticationFailure.FinalPinAttempt)]
    [InlineData(PinState.FinalAttempt, true, null)]
    [InlineData(PinState.Locked, false, AuthenticationFailure.PinLocked)]
    [InlineData(PinState.Locked, true, AuthenticationFailure.PinLocked)]
    public void CheckPinState_says_before_a_PIN_is_asked_for(PinState state, bool allowFinalAttempt, AuthenticationFailure? expected)
        => Assert.Equal(expected, BioTokenModelFactory.BioTokenInfo(pinState: state).CheckPinState(allowFinalAttempt));

    [Theory]
    [InlineData("1234567", AuthenticationFailure.PinLengthInvalid)]
    [InlineData("12345678", null)]
    [InlineData("12345678가", AuthenticationFailure.PinLengthInvalid)]
    public void CheckPinLength_counts_the_bytes_of_a_PIN(string text, AuthenticationFailure? expected)
    {
        BioTokenInfo token = BioTokenModelFactory.BioTokenInfo(minPinLength: 8, maxPinLength: 10);
        using Pin pin = Pin.FromText(text);
        Assert.Equal(expected, token.CheckPinLength(pin));
        Assert.Null(BioTokenModelFactory.BioTokenInfo().CheckPinLength(pin));
    }
}
