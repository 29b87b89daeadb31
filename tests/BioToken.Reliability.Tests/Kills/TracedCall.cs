using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BioToken.Reliability.Tests;

/// <summary>One system call of a traced program.</summary>
/// <param name="Thread">The thread's number.</param>
/// <param name="Name">The call's name.</param>
/// <param name="Arguments">Its arguments as strace writes them, with the paths of descriptors.</param>
/// <param name="Result">Its return value, with the path of a new descriptor; null if it did not return.</param>
internal sealed partial record TracedCall(int Thread, string Name, string Arguments, string? Result)
{
    /// <summary>Whether the call succeeded.</summary>
    public bool Succeeded => Result is not null && !Result.StartsWith('-');

    /// <summary>The files and folders that the call concerns: that of its descriptor, or those that it names.</summary>
    public IReadOnlyList<string> Paths => char.IsAsciiDigit(Arguments.FirstOrDefault())
        ? [.. Descriptor().Matches(Arguments).Select(match => Unescape(match.Groups["path"].Value))]
        : [.. Named().Matches(Arguments).Select(match => Unescape(match.Groups["path"].Value))];

    /// <summary>Whether the call concerns a file.</summary>
    public bool Concerns(string path) => Paths.Contains(path, StringComparer.Ordinal);

    /// <summary>Whether the call concerns anything below a folder.</summary>
    public bool IsWithin(string folder) => Paths.Any(path => path.StartsWith(folder + "/", StringComparison.Ordinal) || path == folder);

    /// <summary>Decodes the octal digits that strace writes for non-ASCII bytes.</summary>
    private static string Unescape(string path)
    {
        List<byte> bytes = [];
        for (int i = 0; i < path.Length; i++)
        {
            if (path[i] == '\\')
            {
                bytes.Add(Convert.ToByte(path.Substring(i + 1, 3), 8));
                i += 3;
            }
            else
            {
                bytes.Add((byte)path[i]);
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}({Arguments})");

    [GeneratedRegex(@"^\d+<(?<path>/[^>]*)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Descriptor();

    [GeneratedRegex("\"(?<path>/[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}
