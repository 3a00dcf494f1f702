#!/usr/bin/env perl
# Writes scripts.txt: SCRIPT then first-last ranges, hexadecimal, from perl's Unicode tables. Code points that came after
# Unicode 12.0 are left out, as in the table of the tokenizers library.
# Usage: make_scripts.pl > scripts.txt
use strict;
use warnings;
use Unicode::UCD qw(prop_invmap);

my ($starts, $names) = prop_invmap("Script");
my %ranges;
for my $i (0 .. $#$starts) {
    next if $names->[$i] eq "Unknown";
    my $last = $i < $#$starts ? $starts->[$i + 1] - 1 : 0x10FFFF;
    my $first;
    for my $code ($starts->[$i] .. $last + 1) {
        my $known = $code <= $last && chr($code) =~ /\p{Present_In: 12.0}/;
        $first //= $code if $known;
        next if $known || !defined $first;
        push @{ $ranges{ $names->[$i] } }, sprintf("%X-%X", $first, $code - 1);
        undef $first;
    }
}
print "$_ @{$ranges{$_}}\n" for sort keys %ranges;
