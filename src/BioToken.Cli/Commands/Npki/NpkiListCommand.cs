using System.CommandLine;
using BioToken.Cli.Hosting;
using BioToken.Cli.Output;
using BioToken.Cli.Output.Documents.Folders;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;
using BioToken.Npki.Errors;
using BioToken.Npki.Stores;

namespace BioToken.Cli.Commands.Npki;

/// <summary><c>npki list</c>: the certificate folders of this computer and its removable disks, or of the given places.</summary>
internal sealed class NpkiListCommand : CliCommand
{
    private readonly Argument<string[]> _paths = new("PATH") { Description = Texts.Get("ArgumentPaths"), Arity = ArgumentArity.ZeroOrMore };

    public NpkiListCommand(CliHost host)
        : base(host, "list", "CommandNpkiList") => Arguments.Add(_paths);

    protected override Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        string[] paths = parse.GetValue(_paths) ?? [];
        NpkiStore store = paths.Length == 0 ? NpkiStore.ForLocalComputer() : new NpkiStore(paths);
        IReadOnlyList<NpkiStoreEntry> entries = store.FindFolders();
        // A named place that does not exist is an error; one bad folder among others is not.
        if (paths.Length > 0 && entries.Count > 0 && entries.All(entry => entry.Problem is { Reason: NpkiFailure.NotFound }))
            throw entries[0].Problem!;
        if (entries.Count == 0)
            output.Line(Texts.Format("NoFolders", string.Join(", ", store.Roots.Select(root => root.Path))));
        foreach (NpkiStoreEntry entry in entries)
            Show(entry, output);
        output.Json(new FoldersDocument([.. entries.Select(FoundFolder.Of)]), JsonOutput.Types.FoldersDocument);
        return Task.CompletedTask;
    }

    private void Show(NpkiStoreEntry entry, CommandOutput output)
    {
        output.Line(Printable.Of(entry.Path));
        output.Field("FieldMedium", Texts.Get("Medium" + entry.Medium));
        if (entry.Folder is { } folder)
            FolderText.Show(folder, output, Host.Time);
        else
            output.Field("FieldProblem", entry.Problem?.Message);
    }
}
