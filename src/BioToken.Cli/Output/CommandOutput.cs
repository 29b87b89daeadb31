using System.Text.Json.Serialization.Metadata;
using BioToken.Cli.Errors;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;
using BioToken.Cli.Terminal;
using Spectre.Console;

namespace BioToken.Cli.Output;

/// <summary>
/// The output of a command: results go to standard output, as text or as one JSON document; progress and questions to standard error, live
/// on a terminal and as plain lines elsewhere.
/// </summary>
internal sealed class CommandOutput(ITerminal terminal, bool isJson)
{
    private const int Indent = 3;

    /// <summary>Whether the result is one JSON document.</summary>
    public bool IsJson => isJson;

    /// <summary>Writes a line of the result; nothing if the result is JSON.</summary>
    public void Line(string text = "")
    {
        if (!isJson)
            Write(terminal.Output, text);
    }

    /// <summary>A named value of the result.</summary>
    public void Field(string key, string? value) => Line($"   {Texts.Get(key)}: {value ?? "-"}");

    /// <summary>Writes the result as JSON; nothing if it is text.</summary>
    public void Json<T>(T document, JsonTypeInfo<T> type)
    {
        if (isJson)
            JsonOutput.Write(terminal.Output, document, type);
    }

    /// <summary>Writes a finished JSON document; nothing if the result is text.</summary>
    public void Json(string document)
    {
        if (isJson)
            terminal.Output.WriteLine(Printable.Json(document));
    }

    /// <summary>A line that a person should see before answering or while waiting.</summary>
    public void Note(string text)
    {
        TextWriter writer = isJson ? terminal.Error : terminal.Output;
        Write(writer, text);
        writer.Flush();
    }

    private void Write(TextWriter writer, string text)
    {
        // Only text with no-break spaces is wrapped: a command line to type is not.
        int? width = writer == terminal.Output && TextWrap.HasWhole(text) ? terminal.Width : null;
        int indent = text.Length - text.TrimStart(' ').Length + Indent;
        foreach (string line in TextWrap.Lines(Printable.Lines(text), width, indent))
            writer.WriteLine(Tone.Apply(line, usesColor: writer == terminal.Output && terminal.UsesColor));
    }

    /// <summary>Something that does not keep the command from its work; never among the results.</summary>
    public void Warning(string text)
    {
        terminal.Error.WriteLine(Printable.Lines(Texts.Format("Warning", CommandWords.Of(text))));
        terminal.Error.Flush();
    }

    /// <summary>Runs work and shows its progress.</summary>
    /// <param name="title">The title.</param>
    /// <param name="work">The work, which receives a progress.</param>
    public async Task<T> WithProgressAsync<T>(string title, Func<ProgressReport, Task<T>> work)
    {
        if (!terminal.IsLive)
            return await work(new PlainProgress(terminal.Error, title).Report);
        return await terminal.Live.Status().StartAsync(
            Markup.Escape(title),
            context => work((text, detail) => context.Status(Markup.Escape($"{text} {detail}"))));
    }
}
