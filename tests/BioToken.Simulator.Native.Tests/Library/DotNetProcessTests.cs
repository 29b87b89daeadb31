using System.Runtime.InteropServices;
using System.Text;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Loading;
using BioToken.Pkcs11.Records;

namespace BioToken.Simulator.Native.Tests.Library;

/// <summary>
/// Tests of the library in a process that already runs .NET: this one. They are in one class, since a process has only one module.
/// </summary>
public sealed class DotNetProcessTests
{
    private const int Threads = 16;
    private const int Rounds = 300;

    [Fact]
    public void Each_initialize_reads_the_directory_from_the_environment()
    {
        using TokenDirectory first = new();
        using TokenDirectory second = new();
        Assert.Equal(first.Token.SerialNumber, SerialIn(first));
        Assert.Equal(second.Token.SerialNumber, SerialIn(second));
    }

    [Fact]
    public void Rounds_of_load_sixteen_threads_and_unload_all_work()
    {
        using TokenDirectory tokens = new();
        string library = NativeProgram.Library;
        Environment.SetEnvironmentVariable(SimulatorLibrary.Variable, tokens.Path);
        for (int round = 0; round < Rounds; round++)
        {
            nint handle = NativeLibrary.Load(library);
            using (CryptokiModule module = CryptokiModule.Load(library))
                Assert.Equal(Threads, RunThreads(() => FirstSlot(module) is { } slot && UseSession(module.Cryptoki, slot)));
            NativeLibrary.Free(handle);
        }
    }

    [Fact]
    public void Sixteen_threads_that_load_and_leave_the_module_all_work()
    {
        using TokenDirectory tokens = new();
        string library = NativeProgram.Library;
        Environment.SetEnvironmentVariable(SimulatorLibrary.Variable, tokens.Path);
        int passed = RunThreads(() =>
        {
            for (int round = 0; round < 20; round++)
            {
                using CryptokiModule module = CryptokiModule.Load(library);
                if (FirstSlot(module) is not { } slot || module.Cryptoki.GetTokenInfo(slot, out TokenInfo info) != CKR.OK
                    || info.SerialNumber != tokens.Token.SerialNumber)
                {
                    return false;
                }
            }

            return true;
        });
        Assert.Equal(Threads, passed);
    }

    [Fact]
    public void Login_and_search_work_as_in_any_module()
    {
        using TokenDirectory tokens = new();
        Environment.SetEnvironmentVariable(SimulatorLibrary.Variable, tokens.Path);
        using CryptokiModule module = CryptokiModule.Load(NativeProgram.Library);
        Assert.Equal(CKR.OK, module.Cryptoki.OpenSession(FirstSlot(module)!.Value, SessionFlags.ReadWrite, out nuint session));
        Assert.Equal(CKR.PIN_INCORRECT, module.Cryptoki.Login(session, CKU.USER, "11112222"u8));
        Assert.Equal(CKR.OK, module.Cryptoki.Login(session, CKU.USER, Encoding.UTF8.GetBytes(TokenDirectory.Pin)));
        Assert.Equal(CKR.OK, module.Cryptoki.GetSessionInfo(session, out SessionInfo info));
        Assert.Equal(CKS.RW_USER_FUNCTIONS, info.State);
    }

    [Fact]
    public void A_search_gives_all_handles_that_there_is_room_for_at_once()
    {
        const int Objects = 260;
        using TokenDirectory tokens = new(maxObjects: Objects);
        Environment.SetEnvironmentVariable(SimulatorLibrary.Variable, tokens.Path);
        using CryptokiModule module = CryptokiModule.Load(NativeProgram.Library);
        Assert.Equal(CKR.OK, module.Cryptoki.OpenSession(FirstSlot(module)!.Value, SessionFlags.ReadWrite, out nuint session));
        using AttributeTemplate template = new AttributeTemplate().Add(CKO.DATA).Add(CKA.TOKEN, value: true);
        for (int i = 0; i < Objects; i++)
            Assert.Equal(CKR.OK, module.Cryptoki.CreateObject(session, template, out _));
        Assert.Equal(CKR.OK, module.Cryptoki.FindObjectsInit(session, template));
        nuint[] found = new nuint[Objects + 40];
        Assert.Equal(CKR.OK, module.Cryptoki.FindObjects(session, found, out int count));
        Assert.Equal(Objects, found[..count].Distinct().Count());
    }

    private static bool UseSession(ICryptoki module, nuint slot)
        => module.OpenSession(slot, SessionFlags.Serial, out nuint session) == CKR.OK
            && module.GetSessionInfo(session, out SessionInfo info) == CKR.OK
            && info.Slot == slot
            && module.CloseSession(session) == CKR.OK;

    /// <summary>Runs the same work on all threads at once.</summary>
    /// <returns>The number of threads on which it succeeded.</returns>
    private static int RunThreads(Func<bool> work)
    {
        int passed = 0;
        Thread[] threads = new Thread[Threads];
        for (int i = 0; i < Threads; i++)
        {
            threads[i] = new Thread(() => Interlocked.Add(ref passed, work() ? 1 : 0));
            threads[i].Start();
        }

        foreach (Thread thread in threads)
            thread.Join();
        return passed;
    }

    private static string SerialIn(TokenDirectory tokens)
    {
        Environment.SetEnvironmentVariable(SimulatorLibrary.Variable, tokens.Path);
        using CryptokiModule module = CryptokiModule.Load(NativeProgram.Library);
        Assert.Equal(CKR.OK, module.Cryptoki.GetTokenInfo(FirstSlot(module)!.Value, out TokenInfo info));
        return info.SerialNumber;
    }

    private static nuint? FirstSlot(CryptokiModule module)
    {
        nuint[] slots = new nuint[4];
        return module.Cryptoki.GetSlotList(tokenPresent: true, slots, out int count) == CKR.OK && count == 1 ? slots[0] : null;
    }
}
