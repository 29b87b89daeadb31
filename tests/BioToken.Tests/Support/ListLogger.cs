using Microsoft.Extensions.Logging;

namespace BioToken.Tests.Support;

/// <summary>A logger that keeps all entries.</summary>
internal sealed class ListLogger : ILoggerProvider, ILogger
{
    public List<(EventId Id, LogLevel Level, string Text)> Entries { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (Entries)
            Entries.Add((eventId, logLevel, formatter(state, exception) + exception));
    }

    public void Dispose()
    {
    }
}
