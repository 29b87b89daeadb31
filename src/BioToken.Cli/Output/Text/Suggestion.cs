using BioToken.Cli.Resources;

namespace BioToken.Cli.Output.Text;

/// <summary>Suggests a word for a mistyped one.</summary>
internal static class Suggestion
{
    /// <summary>A sentence, or an empty text if no word is similar.</summary>
    public static string For(string typed, IEnumerable<string> words)
    {
        (string Word, int Distance) nearest = words.Select(word => (word, IsStartOf(typed, word) ? 0 : Distance(typed, word)))
            .OrderBy(pair => pair.Item2).FirstOrDefault();
        bool isNear = nearest.Word is { } found && nearest.Distance <= Math.Max(1, found.TrimStart('-').Length / 3);
        return isNear ? " " + Texts.Format("DidYouMean", nearest.Word) : "";
    }

    private static bool IsStartOf(string typed, string word)
        => typed.TrimStart('-').Length >= 2 && word.StartsWith(typed, StringComparison.OrdinalIgnoreCase);

    /// <summary>The edit distance of two words: letters inserted, deleted, replaced or transposed.</summary>
    private static int Distance(string left, string right)
    {
        int[,] costs = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            for (int j = 0; j <= right.Length; j++)
                costs[i, j] = Cost(costs, left, right, i, j);
        }

        return costs[left.Length, right.Length];
    }

    private static int Cost(int[,] costs, string left, string right, int i, int j)
    {
        if (i == 0 || j == 0)
            return i + j;
        int change = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1;
        int cost = Math.Min(Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1, costs[i - 1, j - 1] + change);
        bool isExchange = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return isExchange ? Math.Min(cost, costs[i - 2, j - 2] + 1) : cost;
    }
}
