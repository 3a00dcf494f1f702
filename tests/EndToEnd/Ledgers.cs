using FineTune.Functions.Storage;

namespace FineTune.EndToEnd;

/// <summary>Reads the ledgers of the studies of a workplace where they lie.</summary>
internal static class Ledgers
{
    /// <summary>A study's ledger.</summary>
    public static async Task<LedgerSnapshot> LedgerAsync(this Workplace workplace, string id) =>
        (await new LedgerStore(new Containers(workplace.Storage.Client), TimeProvider.System).ReadAsync(StudyId.Parse(id), TestContext.Current.CancellationToken))!;
}
