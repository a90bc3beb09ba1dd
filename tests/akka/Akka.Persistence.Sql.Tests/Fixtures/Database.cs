using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Akka.Persistence.Sql.Tests.Fixtures;

/// <summary>Looks at a store's tables, and meddles with them, behind the plug-ins' back.</summary>
public static class Database
{
    public static DbConnection Open(this SqlStore store)
    {
        DbConnection connection = store.ProviderName.StartsWith("SQLite", StringComparison.Ordinal)
            ? new SqliteConnection(store.ConnectionString + ";Pooling=False")
            : new NpgsqlConnection(store.ConnectionString);
        connection.Open();
        return connection;
    }

    public static void Execute(this SqlStore store, string sql)
    {
        using var connection = store.Open();
        connection.Execute(sql);
    }

    public static void Execute(this DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static IReadOnlyList<object[]> Query(this SqlStore store, string sql)
    {
        using var connection = store.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }
}
