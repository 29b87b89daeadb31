using System.Globalization;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Pkcs11.Loading;
using BioToken.Pkcs11.Resources;

namespace BioToken.Pkcs11.Tests;

/// <summary>Every step at which loading can stop, each with its own error.</summary>
public sealed class CryptokiModuleFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_of_a_relative_path_is_refused()
        => Assert.Equal(CryptokiLoadFailure.PathNotAbsolute, FailureOf("stub-native.so").Reason);

    [Fact]
    public void Load_with_a_layout_of_another_pointer_size_is_a_bad_argument()
    {
        using var stub = new StubModule();
        CkLayout other = CkLayout.Native with { PointerSize = nint.Size == 8 ? 4 : 8 };

        Assert.Throws<ArgumentException>(() => CryptokiModule.Load(stub.Path, other));
        Assert.Equal(0ul, stub[StubReading.Initialized]);
    }

    [Fact]
    public void Load_of_another_systems_library_says_so()
    {
        byte[] header = OperatingSystem.IsWindows() ? Headers.Elf(2, 62) : Headers.PortableExecutable(0x8664);

        Assert.Equal(CryptokiLoadFailure.WrongSystem, FailureOf(_folder.Write("driver", header)).Reason);
    }

    [Fact]
    public void Load_of_a_32_bit_driver_says_which_build_to_run()
    {
        CryptokiLoadException failure = FailureOf(_folder.Write("driver", Small(ModuleMachine.X86)));

        Assert.Equal(CryptokiLoadFailure.WrongMachine, failure.Reason);
        Assert.Equal(ModuleMachine.X86, failure.Machine);
        Assert.Contains("32-bit", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Run the x86 build of the program", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_of_an_unknown_processors_library_says_so()
        => Assert.Equal(CryptokiLoadFailure.WrongMachine, FailureOf(_folder.Write("driver", Small(ModuleMachine.Other))).Reason);

    [Fact]
    public void Load_of_a_file_that_the_system_refuses_keeps_the_systems_reason()
    {
        CryptokiLoadException failure = FailureOf(_folder.Write("driver", Small(ModuleHeader.ProcessMachine)));

        Assert.Equal(CryptokiLoadFailure.LoadFailed, failure.Reason);
        Assert.NotNull(failure.InnerException);
    }

    [Fact]
    public void Load_of_a_library_that_lacks_another_names_that_one()
    {
        string? driver = BrokenLibrary.Build(_folder);
        Assert.SkipWhen(driver is null, "There is no C compiler of a Unix system.");

        CryptokiLoadException failure = FailureOf(driver);

        Assert.Equal(CryptokiLoadFailure.LoadFailed, failure.Reason);
        Assert.StartsWith(BrokenLibrary.Missing, failure.SystemMessage, StringComparison.Ordinal);
        Assert.Contains(failure.SystemMessage!, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("strace", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_with_another_hash_is_refused()
    {
        using var stub = new StubModule();

        CryptokiLoadException failure = Assert.Throws<CryptokiLoadException>(
            () => CryptokiModule.LoadVerified(stub.Path, new byte[32]));

        Assert.Equal(CryptokiLoadFailure.HashMismatch, failure.Reason);
        Assert.Equal(0ul, stub[StubReading.Initialized]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void LoadVerified_takes_a_digest_of_32_bytes_only(int length)
    {
        using var stub = new StubModule();

        ArgumentException failure = Assert.Throws<ArgumentException>(() => CryptokiModule.LoadVerified(stub.Path, new byte[length]));

        Assert.Equal("sha256", failure.ParamName);
        Assert.Equal(0ul, stub[StubReading.Initialized]);
    }

    [Fact]
    public void Load_of_a_library_that_is_no_module_names_the_export()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The library is compiled with the C compiler of Unix systems.");

        CryptokiLoadException failure = FailureOf(Path.Combine(AppContext.BaseDirectory, "stub-plain.so"));

        Assert.Equal(CryptokiLoadFailure.MissingExport, failure.Reason);
        Assert.Contains("C_GetFunctionList", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StubAbi.Native)]
    [InlineData(StubAbi.Windows)]
    public void Load_of_a_module_whose_list_fails_gives_its_answer(StubAbi abi)
    {
        CryptokiLoadException failure = FailureOf(StubSetting.FunctionListResult, 0x80000012, abi);

        Assert.Equal(CryptokiLoadFailure.FunctionListFailed, failure.Reason);
        Assert.Equal((CKR)0x80000012, failure.ReturnValue);
    }

    [Fact]
    public void Load_of_a_module_without_a_list_says_so()
        => Assert.Equal(CryptokiLoadFailure.FunctionListFailed, FailureOf(StubSetting.NoFunctionList, 1).Reason);

    [Theory]
    [InlineData(0x100)]
    [InlineData(0x400)]
    [InlineData(0x1)]
    public void Load_of_a_module_of_an_unknown_version_says_so(ulong version)
        => Assert.Equal(CryptokiLoadFailure.UnsupportedVersion, FailureOf(StubSetting.FunctionListVersion, version).Reason);

    [Theory]
    [InlineData(0x201)]
    [InlineData(0x20A)]
    [InlineData(0x300)]
    public void Load_of_a_module_of_a_known_version_works(ulong version)
    {
        using var stub = new StubModule();
        stub.Set(StubSetting.FunctionListVersion, version);

        using CryptokiModule module = stub.Load();

        Assert.Equal(CKR.NO_EVENT, module.Cryptoki.PollSlotEvent(out _));
    }

    [Fact]
    public void Load_of_a_module_that_does_not_start_gives_its_answer()
    {
        CryptokiLoadException failure = FailureOf(StubSetting.InitializeResult, (ulong)CKR.DEVICE_ERROR);

        Assert.Equal(CryptokiLoadFailure.InitializeFailed, failure.Reason);
        Assert.Equal(CKR.DEVICE_ERROR, failure.ReturnValue);
        Assert.Contains("CKR_DEVICE_ERROR", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Info_of_a_module_that_does_not_describe_itself_gives_its_answer()
    {
        using var stub = new StubModule();
        stub.Set(StubSetting.InfoResult, (ulong)CKR.GENERAL_ERROR);
        using CryptokiModule module = stub.Load();

        CryptokiLoadException failure = Assert.Throws<CryptokiLoadException>(() => module.Info);

        Assert.Equal(CryptokiLoadFailure.GetInfoFailed, failure.Reason);
        Assert.Equal(CKR.GENERAL_ERROR, failure.ReturnValue);
    }

    [Fact]
    public void Info_of_a_module_without_C_GetInfo_says_that_it_is_not_supported()
    {
        using var stub = new StubModule();
        stub.Set(StubSetting.NullFunction, (ulong)CryptokiFunction.GetInfo + 1);
        using CryptokiModule module = stub.Load();

        CryptokiLoadException failure = Assert.Throws<CryptokiLoadException>(() => module.Info);

        Assert.Equal(CryptokiLoadFailure.GetInfoFailed, failure.Reason);
        Assert.Equal(CKR.FUNCTION_NOT_SUPPORTED, failure.ReturnValue);
    }

    [Fact]
    public void Load_that_failed_once_can_succeed_later()
    {
        using var stub = new StubModule();
        stub.Set(StubSetting.InitializeResult, (ulong)CKR.DEVICE_ERROR);
        Assert.Throws<CryptokiLoadException>(stub.Load);
        stub.Set(StubSetting.InitializeResult, 0);

        using CryptokiModule module = stub.Load();

        Assert.False(module.IsAdopted);
    }

    [Theory]
    [InlineData("en", "correct the path")]
    [InlineData("ko", "구동프로그램이 없습니다")]
    [InlineData("ko-KR", "구동프로그램이 없습니다")]
    [InlineData("fr", "correct the path")]
    public void Message_is_Korean_or_English(string culture, string part)
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);

            CryptokiLoadException failure = FailureOf(_folder["missing.so"]);

            Assert.Contains(part, failure.Message, StringComparison.Ordinal);
            Assert.Contains("missing.so", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public void Every_failure_has_a_message_of_its_own(string culture)
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);

            string[] messages =
            [
                .. Enum.GetValues<CryptokiLoadFailure>().Select(failure => Message(failure, ModuleMachine.Other)),
                Message(CryptokiLoadFailure.WrongMachine, ModuleMachine.X86),
                Messages.Format("Load_WrongMachine_64Bit", "/driver", null, "x64", "x86"),
            ];

            Assert.Equal(messages.Length, messages.Distinct(StringComparer.Ordinal).Count());
            Assert.All(messages, message => Assert.Contains("/driver", message, StringComparison.Ordinal));
            Assert.All(messages, message => Assert.Equal(culture == "ko", message.Any(c => c is >= '가' and <= '힣')));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static string Message(CryptokiLoadFailure failure, ModuleMachine machine)
        => new CryptokiLoadException(failure, "/driver", machine, CKR.DEVICE_ERROR).Message;

    /// <summary>A library of the system's own format that consists of its header alone.</summary>
    private static byte[] Small(ModuleMachine machine) => ModuleHeader.SystemFormat switch
    {
        ModuleFormat.PortableExecutable => Headers.PortableExecutable(
            machine switch { ModuleMachine.X86 => 0x014C, ModuleMachine.X64 => 0x8664, ModuleMachine.Arm64 => 0xAA64, _ => 0x0200 }),
        ModuleFormat.MachO => Headers.MachO(
            machine switch { ModuleMachine.X86 => 0x7, ModuleMachine.X64 => 0x0100_0007, ModuleMachine.Arm64 => 0x0100_000C, _ => 0x12 }),
        _ => machine switch
        {
            ModuleMachine.X86 => Headers.Elf(1, 3),
            ModuleMachine.X64 => Headers.Elf(2, 62),
            ModuleMachine.Arm64 => Headers.Elf(2, 183),
            _ => Headers.Elf(2, 243),
        },
    };

    private static CryptokiLoadException FailureOf(string path)
        => Assert.Throws<CryptokiLoadException>(() => CryptokiModule.Load(path));

    private static CryptokiLoadException FailureOf(StubSetting setting, ulong value, StubAbi abi = StubAbi.Native)
    {
        using var stub = new StubModule(abi);
        stub.Set(setting, value);
        return Assert.Throws<CryptokiLoadException>(stub.Load);
    }
}
