using System.Globalization;

namespace BioToken.Testing;

/// <summary>
/// Passes inputs to a parser. Each must end in a result or in an exception that the parser declares, within 50 ms of processor time and 16
/// MiB. An input that does not end at all is also reported, while its thread continues to run.
/// </summary>
/// <param name="test">Name of the test, for the line that replays a failure.</param>
/// <param name="read">The parser.</param>
/// <param name="isDeclared">Whether the parser declares an exception.</param>
public sealed class FuzzRun(string test, Action<byte[]> read, Func<Exception, bool> isDeclared)
{
    /// <summary>Maximum processor time for an input.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(50);

    /// <summary>Maximum number of bytes that may be allocated for an input.</summary>
    public const long MaxAllocated = 16 * 1024 * 1024;

    // Compilation and garbage collections interfere occasionally, but not each time.
    private const int Chances = 5;

    private byte[] _input = [];
    private int _number = -1;

    /// <summary>Time after which an input is considered endless, even on a slow machine.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Inputs that were read without an exception.</summary>
    public int Accepted { get; private set; }

    /// <summary>Passes a number of inputs to the parser.</summary>
    /// <exception cref="FuzzFailureException">One of them violated a guarantee.</exception>
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
            // A declared exception.
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
