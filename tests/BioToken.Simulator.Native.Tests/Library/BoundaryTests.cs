using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using BioToken.Simulator.Native.EntryPoints;

namespace BioToken.Simulator.Native.Tests.Library;

/// <summary>
/// Tests of the managed table against native/boundary.h, the list that it is written from. The compiler checks that its types match.
/// </summary>
public sealed partial class BoundaryTests
{
    private static IEnumerable<string> Functions => typeof(BoundaryTable).Assembly.GetTypes()
        .Where(type => type != typeof(BoundaryTable))
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
        .Where(method => method.IsDefined(typeof(UnmanagedCallersOnlyAttribute)))
        .Select(method => method.Name);

    [Fact]
    public void Every_managed_function_is_in_the_list_once()
    {
        string header = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../native/boundary.h"));
        IEnumerable<string> listed = Entry().Matches(header).Select(entry => entry.Groups["name"].Value);
        Assert.Equal(Functions.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public unsafe void A_table_is_filled_in_whole_and_one_of_another_size_is_refused()
    {
        delegate* unmanaged[Cdecl]<nint*, int, int> fill = &BoundaryTable.Fill;
        int count = Functions.Count();
        nint[] table = new nint[count + 1];
        fixed (nint* first = table)
        {
            Assert.True(fill(first, count * sizeof(nint) - sizeof(nint)) < 0);
            Assert.True(fill(first, (count + 1) * sizeof(nint)) < 0);
            Assert.All(table, entry => Assert.Equal(0, entry));
            Assert.Equal(0, fill(first, count * sizeof(nint)));
        }

        Assert.Equal(count, table[..count].Where(entry => entry != 0).Distinct().Count());
        Assert.Equal(0, table[count]);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^    F\((?<name>\w+),", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entry();
}
