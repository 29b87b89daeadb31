using BioToken.Cli.Output.Text;

namespace BioToken.Cli.Output;

/// <summary>Progress as lines, one for each step: for pipes and files.</summary>
internal sealed class PlainProgress
{
    private readonly Lock _gate = new();
    private readonly TextWriter _writer;
    private string _last;

    public PlainProgress(TextWriter writer, string title)
    {
        _writer = writer;
        _last = title;
        Write(title);
    }

    public void Report(string text, string detail = "")
    {
        lock (_gate)
        {
            if (text == _last)
                return;
            _last = text;
            Write(text);
        }
    }

    private void Write(string text)
    {
        _writer.WriteLine(Printable.Lines(text));
        _writer.Flush();
    }
}
