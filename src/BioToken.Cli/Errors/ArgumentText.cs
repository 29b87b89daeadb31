namespace BioToken.Cli;

/// <summary>The text of an exception about an argument, for a person: without the name of the parameter, which .NET appends.</summary>
internal static class ArgumentText
{
    private const string Appendix = " (Parameter '";

    public static string Of(ArgumentException exception)
    {
        int end = exception.ParamName is null ? -1 : exception.Message.LastIndexOf(Appendix, StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }
}
