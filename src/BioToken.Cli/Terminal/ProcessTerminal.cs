using System.Text;
using Spectre.Console;

namespace BioToken.Cli.Terminal;

/// <summary>The console of this process.</summary>
internal sealed class ProcessTerminal : ITerminal, IDisposable
{
    private static readonly TimeSpan KeyPause = TimeSpan.FromMilliseconds(20);

    private readonly Lazy<IAnsiConsole> _live = new(
        () => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }));

    private bool _expectsInput;

    public ProcessTerminal()
    {
        // Windows consoles start with the code page of old programs, which cannot show every name.
        if (OperatingSystem.IsWindows())
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    }

    public Stream Input => Console.OpenStandardInput();

    public TextWriter Output => Console.Out;

    public Stream RawOutput => Console.OpenStandardOutput();

    public TextWriter Error => Console.Error;

    public IAnsiConsole Live => _live.Value;

    public int? Width => !Console.IsOutputRedirected && Console.WindowWidth is int cells and > 0 ? cells : null;

    public bool IsOutputTerminal => !Console.IsOutputRedirected;

    // https://no-color.org: set to anything but the empty text.
    public bool UsesColor => !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public bool IsInteractive => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    public bool IsLive => !Console.IsErrorRedirected && Live.Profile.Capabilities.Ansi;

    public void DiscardInput()
    {
        if (!IsInteractive)
            return;
        _expectsInput = true;
        // The first check for a key also turns the echo off.
        while (Console.KeyAvailable)
            Console.ReadKey(intercept: true);
    }

    public void Dispose()
    {
        if (_expectsInput)
            DiscardInput();
    }

    public async Task<ConsoleKeyInfo> ReadKeyAsync(CancellationToken cancellationToken)
    {
        // Console.ReadKey cannot be canceled, so it is called only if a key is available.
        while (!Console.KeyAvailable)
            await Task.Delay(KeyPause, cancellationToken);
        return Console.ReadKey(intercept: true);
    }
}
