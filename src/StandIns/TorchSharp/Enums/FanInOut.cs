namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            /// <summary>Which side of a weight counts.</summary>
            public enum FanInOut
            {
                /// <summary>FanIn.</summary>
                FanIn = 0,

                /// <summary>FanOut.</summary>
                FanOut = 1,
            }
        }
    }
}
