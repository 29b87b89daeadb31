using System.Runtime.InteropServices;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Loading;
using BioToken.Pkcs11.Native;

namespace BioToken.Pkcs11.Tests;

/// <summary>Loading as callers do it; each test has its own copy of the stub.</summary>
public sealed class CryptokiModuleTests
{
    [Theory]
    [InlineData(StubAbi.Native)]
    [InlineData(StubAbi.Windows)]
    public void Load_initialises_and_describes_the_module(StubAbi abi)
    {
        using var stub = new StubModule(abi);

        using CryptokiModule module = stub.Load();

        Assert.Equal("Stub maker", module.Info.Manufacturer);
        Assert.Equal(stub.Path, module.File.Path);
        Assert.False(module.IsAdopted);
        Assert.Equal(CKR.OK, module.Cryptoki.GetSlotList(tokenPresent: true, [], out _));
        Assert.Equal(1ul, stub[StubReading.Initialized]);
    }

    [Fact]
    public void Load_twice_initialises_once_and_finalises_after_the_last()
    {
        using var stub = new StubModule();

        CryptokiModule first = stub.Load();
        CryptokiModule second = stub.Load();
        first.Dispose();
        ulong finalizedWhileUsed = stub[StubReading.Finalized];
        CKR stillWorks = second.Cryptoki.GetInfo(out _);
        second.Dispose();

        Assert.Equal(1ul, stub[StubReading.Initialized]);
        Assert.Equal(0ul, finalizedWhileUsed);
        Assert.Equal(CKR.OK, stillWorks);
        Assert.Equal(1ul, stub[StubReading.Finalized]);
    }

    [Fact]
    public void Abandon_finalizes_nothing_and_the_next_load_initializes_again()
    {
        using var stub = new StubModule();
        CryptokiModule lost = stub.Load();
        using CryptokiModule beside = stub.Load();

        Assert.True(lost.IsShared);
        // As another library in the process does.
        Assert.Equal(CKR.OK, ((NativeCryptoki)lost.Cryptoki).FinalizeCryptoki());
        lost.Abandon();
        Assert.False(beside.IsShared);
        CryptokiModule again = stub.Load();
        again.Dispose();
        lost.Dispose();

        Assert.Equal(2ul, stub[StubReading.Initialized]);
        Assert.Equal(1ul, stub[StubReading.Finalized]);
        Assert.Equal(CKR.CRYPTOKI_NOT_INITIALIZED, lost.Cryptoki.GetInfo(out _));
    }

    [Fact]
    public void Abandon_adopts_a_module_that_somebody_else_has_started_again()
    {
        using var stub = new StubModule();
        CryptokiModule lost = stub.Load();
        lost.Abandon();
        stub.Set(StubSetting.InitializeResult, (ulong)CKR.CRYPTOKI_ALREADY_INITIALIZED);

        using (CryptokiModule again = stub.Load())
            Assert.True(again.IsAdopted);

        Assert.Equal(0ul, stub[StubReading.Finalized]);
    }

    [Fact]
    public void Attach_leaves_the_module_to_the_part_that_initialized_it()
    {
        using var stub = new StubModule();
        stub.Set(StubSetting.InfoResult, (ulong)CKR.CRYPTOKI_NOT_INITIALIZED);
        CryptokiLoadException e = Assert.Throws<CryptokiLoadException>(() => CryptokiModule.Attach(stub.Path));
        stub.Set(StubSetting.InfoResult, (ulong)CKR.OK);
        CryptokiModule loaded = stub.Load();

        CryptokiModule attached = CryptokiModule.Attach(stub.Path);
        attached.Dispose();
        loaded.Dispose();

        Assert.Equal((CryptokiLoadFailure.NotInitialized, CKR.CRYPTOKI_NOT_INITIALIZED), (e.Reason, e.ReturnValue));
        Assert.True(loaded.IsAdopted);
        Assert.Equal("Stub maker", attached.Info.Manufacturer);
        Assert.Equal(0ul, stub[StubReading.Finalized]);
    }

    [Fact]
    public void Load_through_a_link_is_a_use_of_the_same_module()
    {
        using var stub = new StubModule();
        string link = Path.Combine(Path.GetDirectoryName(stub.Path)!, "link.so");
        File.CreateSymbolicLink(link, stub.Path);

        using CryptokiModule first = stub.Load();
        using CryptokiModule second = CryptokiModule.Load(link);

        Assert.Equal(1ul, stub[StubReading.Initialized]);
        Assert.False(second.IsAdopted);
    }

    [Fact]
    public void Load_from_many_threads_initialises_once()
    {
        using var stub = new StubModule();
        var modules = new CryptokiModule[16];

        Parallel.For(0, modules.Length, i => modules[i] = stub.Load());
        Parallel.ForEach(modules, module => module.Dispose());

        Assert.Equal(1ul, stub[StubReading.Initialized]);
        Assert.Equal(1ul, stub[StubReading.Finalized]);
    }

    [Fact]
    public void Load_after_the_last_use_initialises_again()
    {
        using var stub = new StubModule();
        stub.Load().Dispose();

        using CryptokiModule again = stub.Load();

        Assert.Equal(2ul, stub[StubReading.Initialized]);
        Assert.Equal(CKR.OK, again.Cryptoki.GetInfo(out _));
    }

    [Fact]
    public void Load_of_a_module_that_somebody_initialised_adopts_and_never_finalises_it()
    {
        using var stub = new StubModule();
        using NativeCryptoki somebody = stub.Bind();
        somebody.Initialize();

        CryptokiModule module = stub.Load();
        bool adopted = module.IsAdopted;
        module.Dispose();

        Assert.True(adopted);
        Assert.Equal(0ul, stub[StubReading.Finalized]);
        Assert.Equal(CKR.OK, somebody.FinalizeCryptoki());
    }

    [Theory]
    [InlineData(CKR.CANT_LOCK)]
    [InlineData(CKR.NEED_TO_CREATE_THREADS)]
    [InlineData(CKR.ARGUMENTS_BAD)]
    public void Load_of_a_module_that_refuses_arguments_initialises_it_without(CKR refusal)
    {
        using var stub = new StubModule();
        stub.Set(StubSetting.ArgumentsResult, (ulong)refusal);

        using CryptokiModule module = stub.Load();

        Assert.Equal(ulong.MaxValue, stub[StubReading.InitializeFlags]);
        Assert.Equal(1ul, stub[StubReading.Initialized]);
    }

    [Fact]
    public void Dispose_twice_ends_one_use()
    {
        using var stub = new StubModule();
        CryptokiModule first = stub.Load();
        using CryptokiModule second = stub.Load();

        first.Dispose();
        first.Dispose();

        Assert.Equal(0ul, stub[StubReading.Finalized]);
    }

    [Fact]
    public void Dispose_keeps_the_library_in_the_process()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The list of loaded files is that of Linux.");
        using var stub = new StubModule();
        stub.Load().Dispose();
        NativeLibrary.Free(stub.Library); // the test's own reference

        Assert.Contains(stub.Path, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
    }

    [Fact]
    public void Cryptoki_after_Dispose_answers_not_initialised()
    {
        using var stub = new StubModule();
        CryptokiModule module = stub.Load();

        module.Dispose();

        Assert.Equal(CKR.CRYPTOKI_NOT_INITIALIZED, module.Cryptoki.GetInfo(out _));
    }

    [Fact]
    public void Load_with_the_right_hash_loads()
    {
        using var stub = new StubModule();

        using var module = CryptokiModule.LoadVerified(stub.Path, ModuleFile.Inspect(stub.Path).Sha256.Span);

        Assert.Equal("Stub maker", module.Info.Manufacturer);
    }
}
