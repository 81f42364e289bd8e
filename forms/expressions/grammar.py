"""The grammar: XPath 1.0 without axes and predicates, with the names of questions as XLSForm writes them."""

GRAMMAR = r"""
?start: or_
?or_: and_ (OR and_)*
?and_: equal (AND equal)*
?equal: order (EQUAL order)*
?order: sum (ORDER sum)*
?sum: product (SUM product)*
?product: unary (PRODUCT unary)*
?unary: MINUS unary -> negative
      | primary
?primary: NUMBER -> number
        | TEXT -> text
        | REFERENCE -> reference
        | PATH -> path
        | AROUND -> around
        | OWN -> own
        | NAME "(" [or_ ("," or_)*] ")" -> call
        | NAME -> column
        | "(" or_ ")"

OR: /or(?![\w.:-])/
AND: /and(?![\w.:-])/
EQUAL: /!=|=/
ORDER: /<=|>=|<|>/
SUM: /[+-]/
MINUS: "-"
PRODUCT.2: /\*|(div|mod)(?![\w.:-])/
NUMBER: /[0-9]+(\.[0-9]*)?|\.[0-9]+/
TEXT: /"[^"]*"|'[^']*'|“[^”]*”|‘[^’]*’/
REFERENCE: /\$\{\s*[^\W\d][\w.:-]*\s*\}/
PATH: /(\.\.\/)+([^\W\d][\w.-]*\/)*[^\W\d][\w.-]*/
AROUND: ".."
OWN: "."
NAME: /[^\W\d][\w.-]*(:[^\W\d][\w.-]*)?/
%ignore /\s+/
"""
