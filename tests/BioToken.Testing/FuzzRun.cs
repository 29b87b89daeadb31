using System.Diagnostics;
using System.Globalization;

namespace BioToken.Testing;

/// <summary>
/// Gives inputs to a parser, each of which has to end in a result or in an exception that the parser declares, within 50 ms and 16 MiB.
/// </summary>
/// <param name="test">Name of the test, for the line that replays a failure.</param>
/// <param name="read">The parser.</param>
/// <param name="isDeclared">Whether callers are told of an exception.</param>
public sealed class FuzzRun(string test, Action<byte[]> read, Func<Exception, bool> isDeclared)
{
    /// <summary>Most time that an input may take.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(50);

    /// <summary>Most bytes that may be allocated for an input.</summary>
    public const long MaxAllocated = 16 * 1024 * 1024;

    // A machine that is busy with something else may stop any input for so long, but not the same one so often.
    private const int Chances = 5;

    /// <summary>Inputs that were read without an exception.</summary>
    public int Accepted { get; private set; }

    /// <summary>Gives a number of inputs to the parser.</summary>
    /// <exception cref="FuzzFailureException">One of them broke a promise.</exception>
    public void Run(int count, Func<byte[]> next)
    {
        for (int i = 0; i < count; i++)
        {
            byte[] input = next();
            long start = Stopwatch.GetTimestamp();
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            Read(input, i);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (allocated > MaxAllocated)
                throw Failure(input, i, $"allocates {allocated:N0} bytes");
            if (Stopwatch.GetElapsedTime(start) > MaxTime && IsSlow(input))
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
            long start = Stopwatch.GetTimestamp();
            Read(input, number: -1);
            if (Stopwatch.GetElapsedTime(start) <= MaxTime)
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
