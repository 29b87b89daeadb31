using Microsoft.Extensions.Logging;

namespace BioToken.Diagnostics;

/// <summary>
/// Passes log messages on and suppresses exceptions of the logger: a full disk or a lost sink must not affect a token or what is reported
/// about it.
/// </summary>
internal sealed class UnfailingLogger(ILogger logger) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => Try(() => logger.BeginScope(state));

    public bool IsEnabled(LogLevel logLevel) => Try(() => logger.IsEnabled(logLevel));

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => Try(() =>
        {
            logger.Log(logLevel, eventId, state, exception, formatter);
            return true;
        });

    private static T? Try<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception)
        {
            return default;
        }
    }
}
