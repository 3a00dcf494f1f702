namespace Microsoft.DurableTask.Storage;

internal sealed partial class StoreTransaction
{
    /// <summary>Extends everything an owner holds; returns the tokens it still holds.</summary>
    public IReadOnlySet<string> RenewLeases(string owner, TimeSpan lease)
    {
        var until = NowTicks + lease.Ticks;
        var held = connection.Query(
            "UPDATE activities SET lease_until = @until WHERE lease_owner = @owner RETURNING lease_token",
            static row => row.GetString(0),
            ("@owner", owner), ("@until", until));
        held.AddRange(connection.Query(
            "UPDATE instances SET lease_until = @until WHERE lease_owner = @owner RETURNING lease_token",
            static row => row.GetString(0),
            ("@owner", owner), ("@until", until)));
        return held.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Everybody who holds something.</summary>
    public IReadOnlyList<string> LeaseOwners() => connection.Query(
        """
        SELECT lease_owner FROM activities WHERE lease_until > 0 AND lease_owner IS NOT NULL
        UNION SELECT lease_owner FROM instances WHERE lease_owner IS NOT NULL
        """,
        static row => row.GetString(0));

    /// <summary>Frees everything an owner holds.</summary>
    public int FreeLeasesOf(string owner) =>
        connection.Execute(
            "UPDATE activities SET lease_owner = NULL, lease_token = NULL, lease_until = 0 WHERE lease_owner = @owner", ("@owner", owner))
        + connection.Execute(
            "UPDATE instances SET lease_owner = NULL, lease_token = NULL, lease_until = 0 WHERE lease_owner = @owner", ("@owner", owner));
}
