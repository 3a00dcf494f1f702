using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers;

/// <summary>Groups a space's parameters into those that always occur together, because they stand under the same condition.</summary>
internal static class ParameterBlocks
{
    /// <summary>Column numbers by block, parents before children. Fixed parameters are blocks by themselves.</summary>
    /// <param name="space">The space.</param>
    /// <param name="joint">Whether parameters are grouped at all; if not, each one is a block.</param>
    public static List<int[]> Of(SearchSpace space, bool joint)
    {
        var blocks = new List<List<int>>();
        for (var column = 0; column < space.Parameters.Length; column++)
        {
            var parameter = space.Parameters[column];
            var block = joint && parameter is not FixedParameter
                ? blocks.Find(known => space.Parameters[known[0]] is not FixedParameter && Equals(space.Parameters[known[0]].When, parameter.When))
                : null;
            if (block is null)
            {
                blocks.Add([column]);
            }
            else
            {
                block.Add(column);
            }
        }

        return blocks.ConvertAll(block => block.ToArray());
    }
}
