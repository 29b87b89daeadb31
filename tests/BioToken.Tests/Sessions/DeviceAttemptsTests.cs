using BioToken.Errors;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Contract;

namespace BioToken.Tests.Sessions;

/// <summary>The search for a device's counters, which explain a failed login.</summary>
public sealed class DeviceAttemptsTests
{
    [Theory]
    [InlineData(CKR.OK, true)]
    [InlineData(CKR.FUNCTION_FAILED, false)]
    public async Task The_search_is_ended_and_only_counters_that_were_found_without_a_failure_are_read(CKR answer, bool isRead)
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        fixture.Module.After = (function, result) => function == "C_FindObjects" ? answer : result;
        int before = fixture.Module.Calls.Count;

        await Assert.ThrowsAsync<TokenAuthenticationException>(() => ContractToken.LoginAsync(token, ContractToken.WrongPin));

        string[] calls = [.. fixture.Module.Calls.Skip(before)];
        Assert.Single(calls, "C_FindObjectsInit");
        Assert.Single(calls, "C_FindObjectsFinal");
        Assert.Equal(isRead, calls.Contains("C_GetAttributeValue", StringComparer.Ordinal));
    }
}
