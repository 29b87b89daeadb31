using System.Globalization;
using BioToken.Modules;
using Moq;

namespace BioToken.Tests.Modules;

/// <summary>What becomes of the caller, the thread and the resource when work is canceled, or its token disposed.</summary>
public sealed class AwaitedWorkTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ModuleThread _thread = new("/opt/driver/module.so");
    private readonly CancellationTokenSource _cancellation = new();
    private readonly CancellationTokenSource _disposal = new();
    private readonly ManualResetEventSlim _inside = new();
    private readonly ManualResetEventSlim _device = new();
    private int _undone;

    private static CancellationToken None => CancellationToken.None;

    public void Dispose()
    {
        _device.Set();
        _thread.Dispose();
        _cancellation.Dispose();
        _disposal.Dispose();
    }

    [Fact]
    public async Task Only_the_callers_own_token_cancels_the_task()
    {
        using CancellationTokenSource other = new();
        await other.CancelAsync();
        await _cancellation.CancelAsync();
        Task<bool> work = _thread.RunAsync<bool>(() => throw new OperationCanceledException(other.Token), None);

        await Assert.ThrowsAsync<OperationCanceledException>(() => work);

        Assert.Equal(TaskStatus.Faulted, work.Status);
    }

    [Fact]
    public async Task Work_that_observes_its_token_is_canceled()
    {
        Task<bool> work = _thread.RunAsync<bool>(
            () =>
            {
                _cancellation.Cancel();
                throw new OperationCanceledException(_cancellation.Token);
            },
            _cancellation.Token);

        await Assert.ThrowsAsync<TaskCanceledException>(() => work);

        Assert.Equal(TaskStatus.Canceled, work.Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Canceled_inside_the_module_it_leaves_the_thread_behind_only_if_it_waits_for_a_person(bool waitsForPerson)
    {
        Task<bool> work = Start(Undo, _cancellation.Token, waitsForPerson);

        await _cancellation.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => work);

        Assert.Equal(waitsForPerson, _thread.IsLeftBehind);
        _device.Set();
        await _thread.RunAsync(static () => true, None);
        Assert.Equal((false, 1), (_thread.IsLeftBehind, _undone));
    }

    [Fact]
    public async Task Canceled_in_the_queue_it_leaves_no_thread_behind()
    {
        Task<bool> first = Start(undo: null, None);
        Task<bool> second = _thread.RunAsync(static () => true, Undo, resource: null, _cancellation.Token);

        await _cancellation.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => second);

        Assert.False(_thread.IsLeftBehind);
        _device.Set();
        Assert.True(await first);
        Assert.Equal(0, _undone);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Disposal_leaves_the_thread_behind_only_if_it_waits_for_a_person(bool waitsForPerson)
    {
        Task<bool> work = Start(Undo, None, waitsForPerson);

        await _disposal.CancelAsync();

        Assert.Contains("while this call was waiting", await MessageOfAsync(work), StringComparison.Ordinal);
        Assert.Equal(waitsForPerson, _thread.IsLeftBehind);
    }

    [Theory]
    [InlineData(true, "while this call was waiting")]
    [InlineData(false, "The write continues")]
    public async Task Disposal_during_a_persons_turn_releases_the_caller(bool canUndo, string message)
    {
        Task<bool> work = Start(canUndo ? Undo : null, None, waitsForPerson: false, waits: true);

        await _disposal.CancelAsync();

        Assert.Contains(message, await MessageOfAsync(work), StringComparison.Ordinal);
        Assert.True(_thread.IsLeftBehind);
        _device.Set();
        await _thread.RunAsync(static () => true, None);
        Assert.Equal(canUndo ? 1 : 0, _undone);
    }

    [Fact]
    public async Task Disposal_after_a_persons_turn_waits_for_the_end_of_what_cannot_be_undone()
    {
        Task<bool> work = _thread.RunAsync(
            () =>
            {
                _thread.WaitForPerson().Dispose();
                _inside.Set();
                return _device.Wait(Patience);
            },
            undo: null,
            resource: null,
            None,
            disposal: _disposal.Token);
        Assert.True(_inside.Wait(Patience, TestContext.Current.CancellationToken));

        await _disposal.CancelAsync();

        Assert.False(work.IsCompleted);
        _device.Set();
        Assert.True(await work);
    }

    [Fact]
    public async Task Disposal_in_the_queue_has_the_message_of_a_call_that_waits()
    {
        Task<bool> first = Start(undo: null, None);
        Task<bool> second = _thread.RunAsync(static () => true, undo: null, resource: null, None, disposal: _disposal.Token);

        await _disposal.CancelAsync();

        Assert.Contains("while this call was waiting", await MessageOfAsync(second), StringComparison.Ordinal);
        _device.Set();
        await Record.ExceptionAsync(() => first);
    }

    [Fact]
    public async Task Disposal_speaks_the_callers_language_and_leaves_that_of_the_disposer()
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
            Task<bool> work = Start(Undo, None);
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");

            // Synchronously: the callback of the work runs here.
            _disposal.Cancel();

            Assert.Equal("en", CultureInfo.CurrentUICulture.Name);
            Assert.Contains("보안토큰을 다시 열고", await MessageOfAsync(work), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public async Task Work_that_is_no_longer_accepted_releases_its_resource_once()
    {
        Mock<IDisposable> resource = new();
        _thread.Dispose();

        Assert.Throws<ObjectDisposedException>(
            () => { _ = _thread.RunAsync(static () => true, Undo, resource.Object, _cancellation.Token, disposal: _disposal.Token); });
        await _cancellation.CancelAsync();
        await _disposal.CancelAsync();

        resource.Verify(static r => r.Dispose(), Times.Once);
    }

    [Fact]
    public async Task Thread_has_the_modules_name_and_keeps_no_process_alive()
    {
        (bool isBackground, string? name) = await _thread.RunAsync(
            static () => (Thread.CurrentThread.IsBackground, Thread.CurrentThread.Name), None);

        Assert.Equal((true, "PKCS#11 module.so"), (isBackground, name));
    }

    [Fact]
    public async Task WaitAsync_does_not_wait_where_it_could_wait_for_minutes_or_for_itself()
    {
        Task never = new TaskCompletionSource().Task;
        Task<bool> onItself = await _thread.RunAsync(() => _thread.WaitAsync(never, Patience), None);
        _thread.IsLeftBehind = true;
        Task<bool> leftBehind = _thread.WaitAsync(never, Patience);

        Assert.True(onItself.IsCompleted && leftBehind.IsCompleted);
        Assert.False(await onItself || await leftBehind);
        _thread.IsLeftBehind = false;
        Assert.True(await _thread.WaitAsync(Task.CompletedTask, Patience));
        Assert.False(await _thread.WaitAsync(never, TimeSpan.Zero));
    }

    [Fact]
    public async Task Dispose_waits_for_queued_work()
    {
        bool hasRun = false;
        _ = _thread.RunAsync(
            () =>
            {
                Thread.Sleep(50);
                return hasRun = true;
            },
            None);

        _thread.Dispose();

        Assert.True(hasRun);
        await _thread.Ended.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    private static async Task<string> MessageOfAsync(Task work) => (await Assert.ThrowsAsync<ObjectDisposedException>(() => work)).Message;

    private void Undo() => _undone++;

    /// <summary>Starts work that the device holds up, and returns when it is inside the module.</summary>
    private Task<bool> Start(Action? undo, CancellationToken cancellation, bool waitsForPerson = true, bool waits = false)
    {
        Task<bool> work = _thread.RunAsync(
            () => waits ? WaitForPerson() : Call(), undo, resource: null, cancellation, waitsForPerson, _disposal.Token);
        Assert.True(_inside.Wait(Patience, TestContext.Current.CancellationToken));
        return work;

        bool WaitForPerson()
        {
            using ModuleThread.PersonWait wait = _thread.WaitForPerson();
            return Call();
        }

        bool Call()
        {
            _inside.Set();
            return _device.Wait(Patience);
        }
    }
}
