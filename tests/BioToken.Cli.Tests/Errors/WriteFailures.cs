using BioToken.Cli.Errors;
using BioToken.Writing;

namespace BioToken.Cli.Tests;

/// <summary>Failures of plans, journals and interrupted copies.</summary>
internal static class WriteFailures
{
    public static IEnumerable<FailureCase> All =>
    [
        new("plan is no plan", ExitCode.PlanInvalid, "not a plan", "계획 파일이 아니거나", place => WithPlan(place, place.Write("plan", "{}"))),
        new(
            "plan is a folder",
            ExitCode.PlanInvalid,
            "cannot be used as a plan",
            "계획으로 사용할 수 없습니다",
            place => WithPlan(place, place.PathOf(""))),
        new("plan is cut off", ExitCode.PlanInvalid, "--json > plan.json", "--json > plan.json", async place =>
        {
            string plan = await PlanAsync(place);
            return WithPlan(place, place.Write("cut", (await File.ReadAllTextAsync(plan))[..^20]));
        }),
        new("plan names no certificate", ExitCode.PlanInvalid, "not a plan", "계획 파일이 아니거나", async place =>
        {
            string plan = await PlanAsync(place);
            string digest = Convert.ToHexString(TestIdentities.Current.Certificate.Digest());
            string text = await File.ReadAllTextAsync(plan);
            Assert.Contains(digest, text, StringComparison.OrdinalIgnoreCase);
            return WithPlan(place, place.Write("nameless", text.Replace(digest, "5A", StringComparison.OrdinalIgnoreCase)));
        }),
        new("plan is not text", ExitCode.PlanInvalid, "not a plan", "계획 파일이 아니거나", place =>
        {
            File.WriteAllBytes(place.PathOf("plan"), [0x7B, 0xC3, 0x28, 0x7D]);
            return WithPlan(place, place.PathOf("plan"));
        }),
        new("plan not found", ExitCode.FileNotFound, "no file", "파일이 없습니다", place => WithPlan(place, place.PathOf("nowhere"))),
        new("plan too large", ExitCode.FileTooLarge, "64 MiB", "64MiB", place =>
        {
            string plan = place.Write("plan", "");
            using FileStream file = File.OpenWrite(plan);
            file.SetLength((64L * 1024 * 1024) + 1);
            return WithPlan(place, plan);
        }),
        new("plan for another token", ExitCode.PlanMismatch, "SIMULATED B", "SIMULATED B", async place =>
        {
            string plan = await PlanAsync(place);
            place.CreateToken(label: "B");
            return [.. Copy(place), "--plan", plan, "--token", "B"];
        }),
        new("plan that something has overtaken", ExitCode.PlanMismatch, "Make a new plan", "계획", async place =>
        {
            string plan = await PlanAsync(place);
            (await place.CopyAsync(place.WriteFolder(TestIdentities.Other), "--yes")).Succeeded();
            return [.. Copy(place), "--plan", plan];
        }),
        new("plan that erases another than the one named", ExitCode.Usage, "--replace", "--replace", async place =>
            [.. Copy(place), "--plan", await PlanAsync(place), "--replace", "4B000001"]),
        new("not enough space for both", ExitCode.TokenFull, "--allow-gap", "--allow-gap", async place =>
        {
            place.CreateToken(with: options => options with { Memory = StoppedCopy.RoomForOne });
            (await place.CopyAsync(place.WriteFolder(TestIdentities.Older), "--yes")).Succeeded();
            return [.. Copy(place), "--replace", "4B000001"];
        }),
        new("gap is open", ExitCode.GapOpen, "biotoken resume --simulator", "biotoken resume --simulator", async place =>
        {
            await StoppedCopy.MakeAsync(place, InterruptedWriteState.Gap);
            return Copy(place);
        }),
        new("source of a gap is gone", ExitCode.FileNotFound, "--from", "--from", async place =>
        {
            Directory.Delete(await StoppedCopy.MakeAsync(place, InterruptedWriteState.Gap), recursive: true);
            return Resume(place);
        }),
        new("source of a gap is another certificate", ExitCode.SourceMismatch, "5A0E2C9F", "5A0E2C9F", async place =>
        {
            await StoppedCopy.MakeAsync(place, InterruptedWriteState.Gap);
            return [.. Resume(place), "--from", place.WriteFolder(TestIdentities.Older)];
        }),
        new("another token than the one to resume", ExitCode.TokenNotFound, "Plug that token in", "연결하세요", async place =>
        {
            await StoppedCopy.MakeAsync(place, InterruptedWriteState.Gap, "A");
            place.CreateToken(label: "B");
            return [.. Resume(place), "--token", "B"];
        }),
        new("token changed since it stopped", ExitCode.TokenChanged, "--abandon", "--abandon", async place =>
        {
            await StoppedCopy.MakeAsync(place, InterruptedWriteState.AfterCommit);
            // Neither is complete any more: another program has erased a private key of each.
            foreach (string left in Directory.EnumerateFiles(place.Simulator, "*.obj", SearchOption.AllDirectories).ToArray())
                File.Delete(left);
            return Resume(place);
        }),
        new("journal damaged", ExitCode.JournalUnusable, "biotoken certificates", "biotoken certificates", async place =>
        {
            await StoppedCopy.MakeAsync(place, InterruptedWriteState.Gap);
            await File.WriteAllTextAsync(Directory.EnumerateFiles(place.Journal, "*.journal").Single(), "garbage");
            return Resume(place);
        }),
        new("journal cannot be written", ExitCode.JournalUnusable, "cannot be used", "작업 기록", place =>
        {
            place.CreateToken();
            return [.. Copy(place), "--journal", place.Write("journal", "a file where a directory should be")];
        }),
        new("another program writes to the token", ExitCode.TokenBusy, "Another program is writing", "다른 프로그램", async place =>
        {
            place.CreateToken();
            (await place.CopyAsync(place.WriteFolder(TestIdentities.Older), "--yes")).Succeeded();
            string turn = Directory.EnumerateFiles(place.Journal, "*.lock").Single();
            place.Keep(new FileStream(turn, FileMode.Open, FileAccess.ReadWrite, FileShare.None));
            return Copy(place);
        }),
    ];

    private static string[] Copy(Workplace place) => place.CopyArguments(place.WriteFolder(TestIdentities.Current), "--yes");

    private static string[] WithPlan(Workplace place, string plan)
    {
        if (!Directory.Exists(place.Simulator))
            place.CreateToken();
        return [.. Copy(place), "--plan", plan];
    }

    private static string[] Resume(Workplace place)
        => ["resume", "--simulator", place.Simulator, "--password-file", place.PasswordFile, "--pin-file", place.PinFile, "--yes"];

    private static async Task<string> PlanAsync(Workplace place)
    {
        place.CreateToken();
        CliResult made = (await place.RunAsync(["plan", .. Copy(place)[1..], "--json"])).Succeeded();
        return place.Write("plan", made.Output);
    }
}
