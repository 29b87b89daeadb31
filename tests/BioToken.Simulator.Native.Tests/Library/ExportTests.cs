using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Native.Tests.Library;

public sealed class ExportTests
{
    // The functions after C_WaitForSlotEvent in the PKCS#11 v3.0 header pkcs11f.h.
    private static readonly string[] AddedByVersion3 =
    [
        "GetInterfaceList", "GetInterface", "LoginUser", "SessionCancel",
        "MessageEncryptInit", "EncryptMessage", "EncryptMessageBegin", "EncryptMessageNext", "MessageEncryptFinal",
        "MessageDecryptInit", "DecryptMessage", "DecryptMessageBegin", "DecryptMessageNext", "MessageDecryptFinal",
        "MessageSignInit", "SignMessage", "SignMessageBegin", "SignMessageNext", "MessageSignFinal",
        "MessageVerifyInit", "VerifyMessage", "VerifyMessageBegin", "VerifyMessageNext", "MessageVerifyFinal",
    ];

    [Fact]
    public void The_library_exports_the_functions_of_the_specification_its_mark_and_nothing_else()
    {
        string listed = ExternalProgram.RunText("nm", "--dynamic", "--defined-only", NativeProgram.Library);
        IEnumerable<string> exported = listed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[^1]);
        IEnumerable<string> specified = Enum.GetNames<CryptokiFunction>().Concat(AddedByVersion3).Select(name => "C_" + name)
            .Append("BioToken_SimulatedTokens");
        Assert.Equal(specified.Order(StringComparer.Ordinal), exported.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Function_lists_and_interfaces_are_complete_before_the_module_is_initialized()
    {
        using TokenDirectory tokens = new();
        NativeProgram.Pass("interfaces", tokens.Path);
    }
}
