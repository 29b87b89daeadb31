using BioToken.Authentication;
using BioToken.Writing;

namespace QuickStart;

/// <summary>Prints what the library reports: prompts for the person, and the stages of a replacement.</summary>
internal sealed class Progress : IProgress<FingerprintPrompt>, IProgress<WriteProgress>
{
    private WriteStage? _last;

    public void Report(FingerprintPrompt value) => Console.WriteLine($"  [token] {value.Text}");

    public void Report(WriteProgress value)
    {
        if (value.Stage == _last)
            return;
        _last = value.Stage;
        Console.WriteLine($"  [{(int)value.Stage + 1}/6] {value.Text}");
    }
}
