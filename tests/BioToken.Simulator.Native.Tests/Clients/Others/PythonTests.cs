using System.Text;

namespace BioToken.Simulator.Native.Tests.Clients.Others;

/// <summary>Tests of a Python program that calls the exported functions by name.</summary>
public sealed class PythonTests : IDisposable
{
    private readonly ClientBench _bench = new(["python3"]);

    [Fact]
    public void Library_is_loaded_used_and_used_again()
    {
        string script = _bench.Write("list.py", Encoding.UTF8.GetBytes("""
            import ctypes, sys
            library = ctypes.CDLL(sys.argv[1])

            def check(result):
                if result != 0:
                    sys.exit("0x%x" % result)

            for _ in range(2):
                check(library.C_Initialize(None))
                count = ctypes.c_ulong()
                check(library.C_GetSlotList(ctypes.c_ubyte(1), None, ctypes.byref(count)))
                slots = (ctypes.c_ulong * count.value)()
                check(library.C_GetSlotList(ctypes.c_ubyte(1), slots, ctypes.byref(count)))
                session = ctypes.c_ulong()
                check(library.C_OpenSession(slots[0], ctypes.c_ulong(4), None, None, ctypes.byref(session)))
                check(library.C_Login(session, ctypes.c_ulong(1), sys.argv[2].encode(), ctypes.c_ulong(len(sys.argv[2]))))
                random = (ctypes.c_ubyte * 16)()
                check(library.C_GenerateRandom(session, random, ctypes.c_ulong(16)))
                check(library.C_Finalize(None))
                print(count.value, bytes(random) != bytes(16))
            """));

        Assert.Equal("1 True\n1 True\n", _bench.Pass("python3", script, _bench.Library, ClientBench.UserPin));
    }

    public void Dispose() => _bench.Dispose();
}
