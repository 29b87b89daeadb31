namespace BioToken.Npki.Tests;

/// <summary>Rows of the vector files: columns of text, "-" for empty.</summary>
internal static class Vectors
{
    public static IEnumerable<string[]> Read(string file)
    {
        using Stream stream = typeof(Vectors).Assembly.GetManifestResourceStream(file)
            ?? throw new FileNotFoundException(file);
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line.Split(' ');
        }
    }

    public static byte[] Bytes(string column) => column == "-" ? [] : Convert.FromHexString(column);
}
