using System.Globalization;

namespace BioToken.Testing;

/// <summary>
/// Gives inputs to a parser, each of which has to end in a result or in an exception that the parser declares, within 50 ms of the
/// processor and 16 MiB. An input that does not end at all is told as well, while its thread stays behind.
/// </summary>
/// <param name="test">Name of the test, for the line that replays a failure.</param>
/// <param name="read">The parser.</param>
/// <param name="isDeclared">Whether callers are told of an exception.</param>
public sealed class FuzzRun(string test, Action<byte[]> read, Func<Exception, bool> isDeclared)
{
    /// <summary>Most time of the processor that an input may take.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(50);

    /// <summary>Most bytes that may be allocated for an input.</summary>
    public const long MaxAllocated = 16 * 1024 * 1024;

    // Compilation and collections come in between now and then, but not each time.
    private const int Chances = 5;

    private byte[] _input = [];
    private int _number = -1;

    /// <summary>After what time an input is taken to have no end, however slow the machine.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Inputs that were read without an exception.</summary>
    public int Accepted { get; private set; }

    /// <summary>Gives a number of inputs to the parser.</summary>
    /// <exception cref="FuzzFailureException">One of them broke a promise.</exception>
    public void Run(int count, Func<byte[]> next)
    {
        Exception? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                ReadAll(count, next);
            }
            catch (Exception e)
            {
                failure = e;
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        int seen = -1;
        while (!thread.Join(Patience))
        {
            if (Volatile.Read(ref _number) == seen)
                throw Failure(Volatile.Read(ref _input), seen, "does not end");
            seen = Volatile.Read(ref _number);
        }

        if (failure is not null)
            throw failure;
    }

    private void ReadAll(int count, Func<byte[]> next)
    {
        for (int i = 0; i < count; i++)
        {
            byte[] input = next();
            Volatile.Write(ref _input, input);
            Volatile.Write(ref _number, i);
            TimeSpan start = ThreadTime.Now;
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            Read(input, i);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (allocated > MaxAllocated)
                throw Failure(input, i, $"allocates {allocated:N0} bytes");
            if (ThreadTime.Now - start > MaxTime && IsSlow(input))
                throw Failure(input, i, $"takes more than {MaxTime.TotalMilliseconds} ms");
        }
    }

    private void Read(byte[] input, int number)
    {
        try
        {
            read(input);
            Accepted++;
        }
        catch (Exception e) when (isDeclared(e))
        {
            // What callers are told of.
        }
        catch (Exception e)
        {
            throw Failure(input, number, $"throws {e}");
        }
    }

    private bool IsSlow(byte[] input)
    {
        for (int i = 0; i < Chances; i++)
        {
            TimeSpan start = ThreadTime.Now;
            Read(input, number: -1);
            if (ThreadTime.Now - start <= MaxTime)
                return false;
        }

        return true;
    }

    private FuzzFailureException Failure(byte[] input, int number, string failure)
    {
        string situation = string.Create(CultureInfo.InvariantCulture, $"Input {number} {failure}\n{Convert.ToHexString(input)}\n");
        return new(Effort.Replay(test, situation));
    }
}
