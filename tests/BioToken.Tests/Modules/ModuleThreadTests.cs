using System.Globalization;
using BioToken.Modules;
using Moq;

namespace BioToken.Tests.Modules;

public sealed class ModuleThreadTests
{
    [Fact]
    public async Task RunAsync_runs_all_work_on_one_thread()
    {
        using ModuleThread thread = new("module");

        int first = await thread.RunAsync(() => Environment.CurrentManagedThreadId, CancellationToken.None);
        int second = await thread.RunAsync(() => Environment.CurrentManagedThreadId, CancellationToken.None);

        Assert.Equal(first, second);
        Assert.NotEqual(Environment.CurrentManagedThreadId, first);
    }

    [Fact]
    public async Task RunAsync_canceled_in_the_queue_never_runs_and_releases_its_resource()
    {
        using ModuleThread thread = new("module");
        using ManualResetEventSlim busy = new();
        using CancellationTokenSource cancellation = new();
        Mock<IDisposable> resource = new();
        Task<bool> first = thread.RunAsync(() => busy.Wait(TimeSpan.FromSeconds(10)), CancellationToken.None);
        bool ran = false;

        Task<bool> second = thread.RunAsync(() => ran = true, undo: null, resource.Object, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        busy.Set();
        await first;
        await thread.RunAsync(() => true, CancellationToken.None);

        Assert.False(ran);
        resource.Verify(static r => r.Dispose());
    }

    [Fact]
    public async Task RunAsync_left_behind_while_running_is_undone_when_it_still_succeeds()
    {
        using ModuleThread thread = new("module");
        using ManualResetEventSlim started = new();
        using ManualResetEventSlim finger = new();
        using CancellationTokenSource cancellation = new();
        TaskCompletionSource undone = new();
        Task<bool> login = thread.RunAsync(
            () =>
            {
                started.Set();
                return finger.Wait(TimeSpan.FromSeconds(10));
            },
            undone.SetResult,
            resource: null,
            cancellation.Token);
        started.Wait(TestContext.Current.CancellationToken);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => login);
        Assert.False(undone.Task.IsCompleted);
        finger.Set();

        await undone.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task RunAsync_without_undo_is_waited_for_to_the_end()
    {
        using ModuleThread thread = new("module");
        using ManualResetEventSlim started = new();
        using ManualResetEventSlim done = new();
        using CancellationTokenSource cancellation = new();
        Task<bool> write = thread.RunAsync(
            () =>
            {
                started.Set();
                return done.Wait(TimeSpan.FromSeconds(10));
            },
            cancellation.Token);
        started.Wait(TestContext.Current.CancellationToken);

        await cancellation.CancelAsync();
        Assert.False(write.IsCompleted);
        done.Set();

        Assert.True(await write);
    }

    [Fact]
    public async Task RunAsync_that_throws_gives_its_exception_and_the_thread_goes_on()
    {
        using ModuleThread thread = new("module");

        await Assert.ThrowsAsync<FormatException>(() => thread.RunAsync<bool>(() => throw new FormatException(), CancellationToken.None));

        Assert.True(await thread.RunAsync(() => true, CancellationToken.None));
    }

    [Fact]
    public void RunAsync_after_dispose_throws()
    {
        ModuleThread thread = new("module");
        thread.Dispose();
        Mock<IDisposable> resource = new();

        Assert.Throws<ObjectDisposedException>(() => { _ = thread.RunAsync(() => true, undo: null, resource.Object, CancellationToken.None); });
        resource.Verify(static r => r.Dispose());
    }

    [Theory]
    [InlineData("en", "Create a provider")]
    [InlineData("ko", "공급자를 새로 만들어")]
    public void RunAsync_after_dispose_says_in_the_users_language_what_to_do(string culture, string text)
    {
        ModuleThread thread = new("module");
        thread.Dispose();
        CultureInfo before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            ObjectDisposedException e = Assert.Throws<ObjectDisposedException>(
                () => { _ = thread.RunAsync(() => true, CancellationToken.None); });
            Assert.Contains(text, e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("Object name", e.Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
